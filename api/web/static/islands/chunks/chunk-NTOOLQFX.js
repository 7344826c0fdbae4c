function o(t,n){let e=document.createElementNS("http://www.w3.org/2000/svg",t);for(let[r,a]of Object.entries(n))e.setAttribute(r,a);return e}export{o as a};
