import{a}from"./chunk-ZDKRV4YF.js";import"./chunk-53PFLRVB.js";import"./chunk-EMBIDUMY.js";export default a();
