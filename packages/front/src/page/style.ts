/** All of the page's looks: in the page itself, since nothing is fetched from anywhere. */
export const STYLE = `
:root{color-scheme:light dark;--paper:#f6f5f1;--card:#fff;--ink:#1d1f24;--soft:#62656d;--line:#e4e2db;--busy:#2457d6;--calm:#6d5bb3;--bad:#bf3323;--good:#1c7c4a;--code:#f1efe9}
@media(prefers-color-scheme:dark){:root{--paper:#14161a;--card:#1c1f25;--ink:#eceef2;--soft:#9da2ad;--line:#2c3038;--busy:#86a9ff;--calm:#b3a4f0;--bad:#ff8d7d;--good:#6fd3a0;--code:#14161a}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:grid;place-items:center;padding:1.5rem;background:var(--paper);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
main{width:100%;max-width:42rem;background:var(--card);border:1px solid var(--line);border-radius:14px;overflow:hidden}
.bar{display:block;height:5px;background:var(--line);color:var(--tone)}
.in{padding:clamp(1.25rem,5vw,2.5rem)}
.busy{--tone:var(--busy)}.calm{--tone:var(--calm)}.bad{--tone:var(--bad)}
.host{margin:0;color:var(--soft);font-size:.875rem;overflow-wrap:anywhere}
h1{margin:.35rem 0 .5rem;font-size:clamp(1.6rem,6vw,2.2rem);line-height:1.2;letter-spacing:-.02em;color:var(--tone)}
.lead{margin:0;overflow-wrap:anywhere}
form{margin:1.5rem 0 0}
button{font:inherit;font-weight:600;padding:.7rem 1.6rem;border:0;border-radius:9px;background:var(--tone);color:var(--card);cursor:pointer}
button:focus-visible{outline:3px solid var(--ink);outline-offset:3px}
ul{list-style:none;margin:1.75rem 0 0;padding:0;border-top:1px solid var(--line)}
li{display:grid;grid-template-columns:1.4rem 1fr auto;gap:0 .5rem;padding:.6rem 0;border-bottom:1px solid var(--line)}
li b{font-weight:600;overflow-wrap:anywhere}li b span{font-weight:400;color:var(--soft)}
li em{font-style:normal;color:var(--soft);font-size:.875rem}
li small,li pre{grid-column:2/-1}
li small{color:var(--soft);overflow-wrap:anywhere;font-size:.875rem}
.mark{color:var(--soft)}.ready .mark{color:var(--good)}.failed .mark,.retrying .mark,.failed em{color:var(--bad)}.progressing .mark{color:var(--busy)}
pre{margin:.5rem 0 0;padding:.75rem .9rem;border:1px solid var(--line);border-radius:9px;background:var(--code);font:.8125rem/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;white-space:pre-wrap;overflow-wrap:anywhere}
.next{margin:1.5rem 0 0;color:var(--soft);font-size:.875rem}
.command{-webkit-user-select:all;user-select:all}.command span{display:inline-block;max-width:100%}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1.25rem;margin:1.75rem 0 0;font-size:.875rem}
dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}
`;
