import{ba as a,ca as b}from"./chunk-ZPUSJEJ5.js";import"./chunk-EMBIDUMY.js";export{b as mark,a as mistakes};
