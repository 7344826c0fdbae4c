function e(r){return r.normalize("NFD").replace(/\p{M}/gu,"").toLowerCase()}export{e as a};
