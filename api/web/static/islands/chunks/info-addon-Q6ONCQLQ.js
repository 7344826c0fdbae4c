import"./chunk-327JNMEC.js";import"./chunk-53PFLRVB.js";import"./chunk-EMBIDUMY.js";
