import{a,b,c}from"./chunk-UJIOG6WA.js";import"./chunk-EMBIDUMY.js";export{b as painted,c as save,a as standalone};
