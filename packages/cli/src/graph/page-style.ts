import { DARK, LIGHT, type Palette } from "./palette.ts";

/** The style of the page around a picture, in the picture's colours. */
export const PAGE_STYLE = `:root { color-scheme: light dark; ${variablesOf(LIGHT)} }
@media screen and (prefers-color-scheme: dark) { :root { ${variablesOf(DARK)} } }
* { box-sizing: border-box; }
body { margin: 0; height: 100vh; display: flex; flex-direction: column; color: var(--ink); background: var(--paper); font: 14px/1.45 ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
header { display: flex; flex-wrap: wrap; gap: 8px 16px; align-items: center; padding: 10px 16px; border-bottom: 1px solid var(--frame-line); }
h1 { font-size: 15px; margin: 0; }
header p { margin: 0; color: var(--soft); }
details { position: relative; color: var(--bad); }
summary { cursor: pointer; font-weight: 600; }
details ul { position: absolute; z-index: 1; top: 26px; left: 0; margin: 0; padding: 8px 12px; list-style: none; width: max-content; max-width: 70vw; max-height: 60vh; overflow: auto; overflow-wrap: anywhere; border: 1px solid var(--bad); border-radius: 6px; background: var(--bad-plate); }
form { display: flex; gap: 8px; align-items: center; margin: 0 0 0 auto; }
output { color: var(--soft); font-variant-numeric: tabular-nums; }
input, button { font: inherit; color: inherit; background: var(--box); border: 1px solid var(--box-line); border-radius: 6px; padding: 4px 10px; }
input { width: 15em; }
button { cursor: pointer; }
button:hover { background: var(--frame); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }
[role="toolbar"] { display: flex; gap: 6px; }
main { flex: 1; display: flex; min-height: 0; }
#stage { flex: 1; min-width: 0; overflow: auto; }
#stage:focus-visible { outline-offset: -2px; }
#stage.live { overflow: hidden; cursor: grab; touch-action: none; user-select: none; }
#stage.moving { cursor: grabbing; }
#stage.live svg { display: block; width: 100%; height: 100%; }
#stage .box, #stage .frame-title { cursor: pointer; outline: none; }
#stage .dim { opacity: .14; }
#stage .box:focus-visible rect, #stage .box.chosen rect { stroke: var(--accent); stroke-width: 2.6; }
#stage .frame.chosen rect { stroke: var(--accent); stroke-width: 2; }
aside { width: 330px; max-width: 45vw; border-left: 1px solid var(--frame-line); padding: 14px 16px; overflow: auto; }
aside h2 { font-size: 15px; margin: 0; overflow-wrap: anywhere; }
aside .about { color: var(--soft); margin: 2px 0 0; overflow-wrap: anywhere; }
aside h3 { font-size: 12px; font-weight: 600; color: var(--soft); margin: 16px 0 4px; }
aside ul { list-style: none; margin: 0; padding: 0; }
aside li { margin: 0 0 8px; }
aside li button { display: block; width: 100%; text-align: left; overflow-wrap: anywhere; }
aside code { display: inline-block; margin: 4px 4px 0 0; padding: 0 6px; border: 1px solid var(--plate-line); border-radius: 5px; background: var(--plate); color: var(--accent); font: 11px/1.6 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; overflow-wrap: anywhere; }
aside .close { float: right; margin: -2px 0 4px 8px; }
@media (max-width: 700px) { main { flex-direction: column; } aside { width: auto; max-width: none; max-height: 45%; border-left: 0; border-top: 1px solid var(--frame-line); } form { margin: 0; } }
@media print { @page { size: landscape; margin: 10mm; } body { height: auto; display: block; } header form, [role="toolbar"], aside { display: none; } main { display: block; } #stage.live { overflow: visible; } #stage.live svg, #stage svg { width: 100%; height: auto; max-height: 170mm; } }
`;

function variablesOf(colors: Palette): string {
  return Object.entries(colors)
    .map(([name, color]) => `--${name.replaceAll(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}: ${color};`)
    .join(" ");
}
