function t(n){let e=document.querySelector("form input[name=snapshot]")?.value;return e?`${n}${n.includes("?")?"&":"?"}snapshot=${encodeURIComponent(e)}`:n}export{t as a};
