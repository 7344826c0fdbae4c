import{a}from"./chunk-KT5AIH7I.js";import"./chunk-53PFLRVB.js";import"./chunk-EMBIDUMY.js";export default a();
