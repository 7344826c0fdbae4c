import{a as n}from"./chunk-BCOGNCNT.js";var a=200;async function p(e){let s=new Map;for(let t=0;t<e.length;t+=a){let o=e.slice(t,t+a).map(r=>`<${r}>`),i=await l(`
      PREFIX av: <https://w3id.org/averment/ns#>
      PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
      PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
      SELECT ?s ?label {
        VALUES ?s { ${o.join(" ")} }
        ?s av:label|skos:prefLabel|rdfs:label ?label
        FILTER(LANG(?label) IN ("", "en"))
      }`);for(let r of i)s.set(r.s?.value??"",r.label?.value??"")}return s}async function l(e){let s=await fetch(n("/sparql"),{method:"POST",headers:{Accept:"application/sparql-results+json"},body:new URLSearchParams({query:e})});if(!s.ok)throw new Error(`The service answers ${s.status}.`);return(await s.json()).results.bindings}export{p as a,l as b};
