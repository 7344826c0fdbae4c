import{a as c,b as a,f as d}from"./chunk-APITXRBI.js";import"./chunk-2G6MEZTE.js";import"./chunk-EMBIDUMY.js";function b(n,e,t){let o=n.state.doc.toString(),r=c(n.state.doc,"av",t),[s,i]=l(o,n.state.selection.main.head,e);n.dispatch({changes:[...r,{from:s,insert:i}],selection:{anchor:s+a(n.state.doc,r)+i.length},userEvent:"input.pattern",scrollIntoView:!0}),n.focus()}function l(n,e,t){if(f(n.slice(0,e))>0){let r=n.indexOf(`
`,e),i=n.slice(n.lastIndexOf(`
`,e-1)+1,r<0?void 0:r).indexOf("}",e-(n.lastIndexOf(`
`,e-1)+1));return[i<0?r<0?n.length:r:e,i<0?`
  ${t}`:` ${t} `]}let o=n.lastIndexOf("}");return o<0?[n.length,`SELECT * {
  ${t}
}
`]:[o,`${/\n[^\S\n]*$/.test(n.slice(0,o))?"":`
`}  ${t}
`]}function f(n){return d(n).map(t=>+(t.text==="{")-+(t.text==="}")).reduce((t,o)=>t+o,0)}export{b as insertPattern};
