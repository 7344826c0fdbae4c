import{x as a,y as b}from"./chunk-VFTJEID4.js";import"./chunk-2G6MEZTE.js";import"./chunk-EMBIDUMY.js";export{b as mark,a as mistakes};
