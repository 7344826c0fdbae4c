import{a}from"./chunk-3KOLBZ72.js";import"./chunk-53PFLRVB.js";import"./chunk-EMBIDUMY.js";export default a();
