import{ba as a,ca as b}from"./chunk-ZPUSJEJ5.js";export{b as mark,a as mistakes};
