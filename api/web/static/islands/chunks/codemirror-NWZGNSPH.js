import{a}from"./chunk-53PFLRVB.js";import"./chunk-EMBIDUMY.js";export default a();
