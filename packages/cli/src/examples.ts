/** Examples for the help of each verb, as people call it: what it is good for, and the call. Tests hold that they can be called so. */
export const EXAMPLES: Readonly<Record<string, readonly (readonly [what: string, call: string])[]>> = {
  "": [
    ["what is wrong in the file?", "upstart lint -f service.yaml"],
    ["install it all in order, and wait until it is ready", "upstart apply -f service.yaml"],
    ["what came of it?", "upstart status"],
  ],
  render: [
    ["the values that each release gets, in order", "upstart render -f service.yaml"],
    ["with outputs of your own filled in", "upstart render -f service.yaml --outputs outputs.yaml -o json"],
    ["what Helm makes of it", "upstart render -f service.yaml --manifests"],
  ],
  lint: [
    ["one file, or a whole folder as one universe", "upstart lint service.yaml"],
    [
      "in a pipeline: warnings fail too, shown beside the lines",
      "upstart lint -R -f deploy --fail-on warning -o github",
    ],
    ["is each output that is used really in its chart?", "upstart lint -f service.yaml --charts"],
  ],
  graph: [
    ["what waits for what", "upstart graph -f service.yaml"],
    ["a page to look at", "upstart graph -f service.yaml -o html --out graph.html"],
  ],
  explain: [
    ["a code that lint printed", "upstart explain DependencyCycle"],
    ["a field", "upstart explain usvc.spec.helmReleases.outputsFrom"],
    ["all codes", "upstart explain"],
  ],
  schema: [["for an editor: # yaml-language-server: $schema=service.json", "upstart schema usvc > service.json"]],
  import: [
    ["a helmfile's releases, needs and values", "upstart import helmfile.yaml > service.yaml"],
    ["a helmfile that is a template", "helmfile build | upstart import - > service.yaml"],
  ],
  apply: [
    ["show what would be done", "upstart apply -f service.yaml --dry-run"],
    ["do it, and wait until all is ready", "upstart apply -f service.yaml --timeout 15m"],
  ],
  "post-render": [
    ["what would become of a chart's manifests?", "helm template web ./web | upstart post-render -n shop"],
  ],
  wait: [
    ["until it is ready", "upstart wait shop --timeout 5m"],
    ["until an output is there", "upstart wait postgres --for output=PG_HOST"],
  ],
  delete: [
    ["what a file says", "upstart delete -f service.yaml"],
    ["by name", "upstart delete shop"],
  ],
  env: [
    ["whose environments are there, and until when?", "upstart env list"],
    ["open one", "xdg-open $(upstart env url feat-cart-1f0c2a9b)"],
  ],
  "env deploy": [
    ["the branch that is checked out", "upstart env deploy --from shop"],
    ["another one, for longer, without a service", "upstart env deploy feat/cart --from shop --ttl 10d --off bugsnag"],
    ["when its image is built", "upstart env deploy --from shop --wait-image ghcr.io/acme/shop:{sha}"],
  ],
  "env revive": [["it was over too soon", "upstart env revive feat-cart-1f0c2a9b"]],
  "env gc": [
    ["what is over, and why?", "upstart env gc -A"],
    ["away with it", "upstart env gc -A --yes"],
  ],
  "env list": [
    ["yours, of all namespaces", "upstart env list --mine -A"],
    ["what is about to go", "upstart env list --expiring"],
  ],
  "env get": [["for a script", "upstart env get feat-cart-1f0c2a9b -o json"]],
  "env url": [["is it up?", "curl $(upstart env url feat-cart-1f0c2a9b)"]],
  "env explain": [["why is it here, and what ends it?", "upstart env explain feat-cart-1f0c2a9b"]],
  "env extend": [["keep it over the weekend", "upstart env extend feat-cart-1f0c2a9b 3d"]],
  "env sleep": [["it costs nothing then", "upstart env sleep feat-cart-1f0c2a9b"]],
  "env wake": [["and is as it was", "upstart env wake feat-cart-1f0c2a9b"]],
  "env diff": [["why does it work there and not here?", "upstart env diff feat-cart-1f0c2a9b shared/staging"]],
  "env delete": [
    ["what would go?", "upstart env delete feat-cart-1f0c2a9b --dry-run"],
    ["let it go, and wait", "upstart env delete feat-cart-1f0c2a9b"],
  ],
  status: [
    ["all of the namespace", "upstart status"],
    ["for a script", "upstart status shop -o json"],
  ],
  tree: [["with every object, not the workloads only", "upstart tree shop --show all"]],
  why: [["what keeps it from being ready?", "upstart why shop/api"]],
  logs: [
    ["what failed, and its last words?", "upstart logs shop --failed"],
    ["all of it, as it comes", "upstart logs shop -f"],
    ["one container, of the last ten minutes", "upstart logs shop/api -c app --since 10m"],
  ],
  outputs: [
    ["who publishes what, and who uses it", "upstart outputs shop"],
    ["into a shell", "upstart outputs shop --show-secrets -o env"],
  ],
  doctor: [
    ["is all there that the other verbs need?", "upstart doctor"],
    ["in another cluster", "upstart doctor --context staging -n shop"],
  ],
  version: [["for a script", "upstart version -o json"]],
  options: [["which cluster, as whom", "upstart options"]],
  completion: [
    ["bash, now", "source <(upstart completion bash)"],
    ["zsh, for good", "upstart completion zsh > ~/.zsh/completions/_upstart"],
    ["fish, for good", "upstart completion fish > ~/.config/fish/completions/upstart.fish"],
    ["kubectl, installed by krew", "upstart completion kubectl > ~/.krew/bin/kubectl_complete-upstart"],
    ["PowerShell, now", "upstart completion powershell | Out-String | Invoke-Expression"],
  ],
  sandbox: [
    ["start it, and use it from this shell", 'upstart sandbox up && eval "$(upstart sandbox env)"'],
    ["end it", "upstart sandbox down"],
  ],
  "sandbox up": [["start it, or say where it runs", "upstart sandbox up"]],
  "sandbox down": [["end it", "upstart sandbox down"]],
  "sandbox status": [["for a script", "upstart sandbox status -o json"]],
  "sandbox env": [["for this shell", 'eval "$(upstart sandbox env)"']],
};
