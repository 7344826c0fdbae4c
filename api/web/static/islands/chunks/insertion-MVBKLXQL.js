import{a as c,b as a,g as l}from"./chunk-OPRGMOUC.js";import"./chunk-2G6MEZTE.js";import"./chunk-EMBIDUMY.js";function u(n,t,o){let i=n.state.doc.toString(),e=c(n.state.doc,"av",o),[s,r]=d(i,n.state.selection.main.head,t);n.dispatch({changes:[...e,{from:s,insert:r}],selection:{anchor:s+a(n.state.doc,e)+r.length},userEvent:"input.pattern",scrollIntoView:!0}),n.focus()}function d(n,t,o){if(l(n.slice(0,t))>0){let e=n.indexOf(`
`,t),r=n.slice(n.lastIndexOf(`
`,t-1)+1,e<0?void 0:e).indexOf("}",t-(n.lastIndexOf(`
`,t-1)+1));return[r<0?e<0?n.length:e:t,r<0?`
  ${o}`:` ${o} `]}let i=n.lastIndexOf("}");return i<0?[n.length,`SELECT * {
  ${o}
}
`]:[i,`${/\n[^\S\n]*$/.test(n.slice(0,i))?"":`
`}  ${o}
`]}export{u as insertPattern};
