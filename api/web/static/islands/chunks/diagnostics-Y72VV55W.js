import{y as a,z as b}from"./chunk-CQ7ZS7PF.js";import"./chunk-2G6MEZTE.js";import"./chunk-EMBIDUMY.js";export{b as mark,a as mistakes};
