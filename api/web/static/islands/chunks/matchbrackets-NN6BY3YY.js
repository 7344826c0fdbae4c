import{a}from"./chunk-5UK7N5B3.js";import"./chunk-53PFLRVB.js";import"./chunk-EMBIDUMY.js";export default a();
