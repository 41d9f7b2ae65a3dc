import type { KubeFlags } from "../kubeconfig.ts";

/** A kubeconfig, or several, and what is chosen from them. `$DIR` stands for the folder that holds the files. */
export interface KubeconfigCase {
  readonly name: string;
  /** By path below the folder. */
  readonly files: Readonly<Record<string, string>>;
  /** Paths below the folder, as KUBECONFIG lists them. Default: `config` alone. */
  readonly list?: readonly string[];
  readonly flags?: KubeFlags;
  readonly env?: Readonly<Record<string, string>>;
  /** What must be seen, or a part of a message for what is refused. */
  readonly want: Partial<Chosen> | { readonly refused: RegExp };
  /** Where kubectl cannot be asked for the same, or answers otherwise: why. */
  readonly notAsKubectl?: string;
}

/** What is chosen, as the server would see it. */
export interface Chosen {
  readonly server: string;
  readonly namespace: string;
  readonly context: string;
  readonly isInsecure: boolean;
  readonly serverName: string;
  readonly authority: string;
  readonly proxyUrl: string;
  readonly authorization: string;
  readonly certificate: string;
  readonly key: string;
  readonly as: string;
  readonly asGroups: readonly string[];
  readonly asUid: string;
  readonly asExtra: Readonly<Record<string, readonly string[]>>;
}

interface Parts {
  readonly cluster?: string;
  readonly user?: string;
  readonly context?: string;
  readonly current?: string;
}

/** A kubeconfig with one of each; what is given goes into its entry as YAML. */
function config({ cluster = "server: https://one.example", user = "token: t1", context = "", current = "ctx" }: Parts) {
  return `apiVersion: v1
kind: Config
current-context: ${current}
clusters:
- {name: one, cluster: {${cluster}}}
users:
- {name: ada, user: {${user}}}
contexts:
- {name: ctx, context: {cluster: one, user: ada${context === "" ? "" : `, ${context}`}}}
`;
}

const base64 = (text: string): string => Buffer.from(text).toString("base64");

const TWO_CLUSTERS = `apiVersion: v1
kind: Config
current-context: dev
clusters:
- {name: dev, cluster: {server: "https://dev.example"}}
- {name: prod, cluster: {server: "https://prod.example"}}
users:
- {name: ada, user: {token: ada-token}}
- {name: root, user: {token: root-token}}
contexts:
- {name: dev, context: {cluster: dev, user: ada, namespace: sandbox}}
- {name: prod, context: {cluster: prod, user: root}}
`;

export const KUBECONFIG_CASES: readonly KubeconfigCase[] = [
  {
    name: "one file",
    files: { config: config({}) },
    want: { server: "https://one.example", namespace: "default", context: "ctx", authorization: "Bearer t1" },
  },
  {
    name: "a file in JSON",
    files: {
      config: JSON.stringify({
        clusters: [{ name: "one", cluster: { server: "https://json.example" } }],
        contexts: [{ name: "ctx", context: { cluster: "one", user: "" } }],
        "current-context": "ctx",
      }),
    },
    want: { server: "https://json.example", authorization: "" },
  },
  {
    name: "the namespace of the context",
    files: { config: config({ context: "namespace: shop" }) },
    want: { namespace: "shop" },
  },
  {
    name: "--namespace before that of the context",
    files: { config: config({ context: "namespace: shop" }) },
    flags: { namespace: "other" },
    want: { namespace: "other" },
    notAsKubectl: "config view does not look at --namespace",
  },
  {
    name: "a list: each file adds to the others",
    files: {
      a: "current-context: ctx\ncontexts: [{name: ctx, context: {cluster: one, user: ada}}]",
      b: 'clusters: [{name: one, cluster: {server: "https://b.example"}}]',
      c: "users: [{name: ada, user: {token: from-c}}]",
    },
    list: ["a", "b", "c"],
    want: { server: "https://b.example", authorization: "Bearer from-c" },
  },
  {
    name: "a list that has a cluster twice: the first one, and nothing of the second",
    files: {
      a: config({ cluster: 'server: "https://first.example"' }),
      b: config({ cluster: 'server: "https://second.example", tls-server-name: second' }),
    },
    list: ["a", "b"],
    want: { server: "https://first.example", serverName: "" },
  },
  {
    name: "a list that has a user twice: the first one, and nothing of the second",
    files: { a: config({ user: "token: first" }), b: config({ user: "username: second, password: second" }) },
    list: ["a", "b"],
    want: { authorization: "Bearer first" },
  },
  {
    name: "a list that has a context twice: the first one, and nothing of the second",
    files: { a: config({}), b: config({ context: "namespace: second" }) },
    list: ["a", "b"],
    want: { namespace: "default" },
  },
  {
    name: "a list with two current contexts: the first one",
    files: { a: TWO_CLUSTERS, b: "current-context: prod" },
    list: ["b", "a"],
    want: { context: "prod", server: "https://prod.example" },
  },
  {
    name: "a list whose first file has no current context: the next one's",
    files: { a: config({ current: '""' }), b: "current-context: ctx" },
    list: ["a", "b"],
    want: { context: "ctx" },
  },
  {
    name: "a list with files that do not exist: they are skipped",
    files: { there: config({}) },
    list: ["gone", "there", "gone-too"],
    want: { server: "https://one.example" },
  },
  {
    name: "a list with the same file twice",
    files: { config: config({}) },
    list: ["config", "config"],
    want: { server: "https://one.example" },
  },
  {
    name: "a list with an empty file",
    files: { empty: "", blank: "# nothing yet\n", config: config({}) },
    list: ["empty", "blank", "config"],
    want: { server: "https://one.example" },
  },
  {
    name: "sections that are empty",
    files: { a: "clusters:\nusers: null\ncontexts: []\ncurrent-context:\n", config: config({}) },
    list: ["a", "config"],
    want: { server: "https://one.example" },
  },
  {
    name: "no file of the list exists",
    files: {},
    list: ["gone"],
    want: { refused: /no kubeconfig names one/ },
  },
  {
    name: "--kubeconfig before KUBECONFIG",
    files: { config: TWO_CLUSTERS, mine: config({}) },
    flags: { kubeconfig: "$DIR/mine" },
    want: { server: "https://one.example" },
  },
  {
    name: "--kubeconfig that does not exist",
    files: { config: config({}) },
    flags: { kubeconfig: "$DIR/gone" },
    want: { refused: /gone does not exist/ },
  },
  {
    name: "--context",
    files: { config: TWO_CLUSTERS },
    flags: { context: "prod" },
    want: { context: "prod", server: "https://prod.example", authorization: "Bearer root-token", namespace: "default" },
  },
  {
    name: "--context that is not known",
    files: { config: TWO_CLUSTERS },
    flags: { context: "staging" },
    want: { refused: /context "staging" does not exist\n {2}known are dev, prod; read from .*config/ },
  },
  {
    name: "a current context that is not known",
    files: { config: config({ current: "gone" }) },
    want: { refused: /context "gone" does not exist/ },
  },
  {
    name: "no current context",
    files: { config: TWO_CLUSTERS.replace("current-context: dev\n", "") },
    want: { refused: /choose one with --context: dev, prod/ },
  },
  {
    name: "--cluster and --user before those of the context",
    files: { config: TWO_CLUSTERS },
    flags: { cluster: "prod", user: "root" },
    want: { server: "https://prod.example", authorization: "Bearer root-token", namespace: "sandbox" },
    notAsKubectl: "config view does not look at --cluster and --user",
  },
  {
    name: "--user that is not known",
    files: { config: TWO_CLUSTERS },
    flags: { user: "eve" },
    want: { refused: /user "eve" does not exist/ },
    notAsKubectl: "config view does not look at --user",
  },
  {
    name: "a context whose cluster is not known",
    files: { config: TWO_CLUSTERS.replace("cluster: dev, user", "cluster: gone, user") },
    want: { refused: /cluster "gone" does not exist/ },
  },
  {
    name: "a context whose user is not known",
    files: { config: TWO_CLUSTERS.replace("user: ada, namespace", "user: gone, namespace") },
    want: { refused: /user "gone" does not exist/ },
  },
  {
    name: "--server and --token, without any kubeconfig",
    files: {},
    list: ["gone"],
    flags: { server: "https://flag.example", token: "flag-token" },
    want: { server: "https://flag.example", authorization: "Bearer flag-token", context: "" },
    notAsKubectl: "config view does not look at --server and --token",
  },
  {
    name: "--server: the certificate's name of the kubeconfig's server does not count",
    files: { config: config({ cluster: 'server: "https://one.example", tls-server-name: one.internal' }) },
    flags: { server: "https://two.example" },
    want: { server: "https://two.example", serverName: "" },
    notAsKubectl: "config view does not look at --server",
  },
  {
    name: "--token before whatever the user has",
    files: { config: config({ user: "tokenFile: gone" }) },
    flags: { token: "flag-token" },
    want: { authorization: "Bearer flag-token" },
    notAsKubectl: "config view does not look at --token",
  },
  {
    name: "paths are relative to the file that has them",
    files: {
      "deep/config": config({
        cluster: 'server: "https://one.example", certificate-authority: ../pki/ca.crt',
        user: "client-certificate: ada.crt, client-key: ../pki/ada.key",
      }),
      "pki/ca.crt": "the authority",
      "deep/ada.crt": "the certificate",
      "pki/ada.key": "the key",
    },
    list: ["deep/config"],
    want: { authority: "the authority", certificate: "the certificate", key: "the key", authorization: "" },
  },
  {
    name: "paths that are absolute",
    files: {
      config: config({ cluster: 'server: "https://one.example", certificate-authority: $DIR/ca.crt' }),
      "ca.crt": "ca",
    },
    want: { authority: "ca" },
  },
  {
    name: "data before files",
    files: {
      config: config({
        cluster: `server: "https://one.example", certificate-authority: ca.crt, certificate-authority-data: ${base64("inline ca")}`,
        user: `client-certificate: c.crt, client-certificate-data: ${base64("inline cert")}, client-key: c.key, client-key-data: ${base64("inline key")}`,
      }),
    },
    want: { authority: "inline ca", certificate: "inline cert", key: "inline key" },
    notAsKubectl: "--flatten reads the files",
  },
  {
    name: "a token file, before a token",
    files: { config: config({ user: "token: stale, tokenFile: run/token" }), "run/token": "fresh\n" },
    want: { authorization: "Bearer fresh" },
  },
  {
    name: "a name and a password",
    files: { config: config({ user: 'username: ada, password: "p:w"' }) },
    want: { authorization: `Basic ${base64("ada:p:w")}` },
  },
  {
    name: "no user at all",
    files: { config: config({}).replace(", user: ada", "") },
    want: { authorization: "", certificate: "" },
  },
  {
    name: "a server without a scheme is plain HTTP, as kubectl has it",
    files: { config: config({ cluster: "server: one.example:8080" }) },
    want: { server: "http://one.example:8080" },
    notAsKubectl: "config view shows the server as it is written",
  },
  {
    name: "a server without a scheme is HTTPS where there is an authority",
    files: { config: config({ cluster: `server: one.example, certificate-authority-data: ${base64("ca")}` }) },
    want: { server: "https://one.example" },
    notAsKubectl: "config view shows the server as it is written",
  },
  {
    name: "a server without a scheme is HTTPS where the user has a certificate",
    files: {
      config: config({
        cluster: "server: one.example",
        user: `client-certificate-data: ${base64("cert")}, client-key-data: ${base64("key")}`,
      }),
    },
    want: { server: "https://one.example" },
    notAsKubectl: "config view shows the server as it is written",
  },
  {
    name: "a server that is no address",
    files: { config: config({ cluster: 'server: "https://one example"' }) },
    want: { refused: /is not the address of a server/ },
    notAsKubectl: "config view does not look at it",
  },
  {
    name: "a cluster without a server",
    files: { config: config({ cluster: "" }) },
    want: { refused: /cluster "one" has no server/ },
    notAsKubectl: "config view does not look at it",
  },
  {
    name: "how to trust the server, and the way to it",
    files: {
      config: config({
        cluster:
          'server: "https://one.example", insecure-skip-tls-verify: true, tls-server-name: api, proxy-url: "http://proxy:3128"',
      }),
    },
    want: { isInsecure: true, serverName: "api", proxyUrl: "http://proxy:3128" },
  },
  {
    name: "--certificate-authority before what the kubeconfig trusts",
    files: {
      config: config({
        cluster: `server: "https://one.example", insecure-skip-tls-verify: true, certificate-authority-data: ${base64("old")}`,
      }),
      "new.crt": "new",
    },
    flags: { certificateAuthority: "$DIR/new.crt" },
    want: { isInsecure: false, authority: "new" },
    notAsKubectl: "config view does not look at --certificate-authority",
  },
  {
    name: "--insecure-skip-tls-verify drops the authority of the kubeconfig",
    files: {
      config: config({ cluster: `server: "https://one.example", certificate-authority-data: ${base64("ca")}` }),
    },
    flags: { insecureSkipTlsVerify: true },
    want: { isInsecure: true, authority: "" },
    notAsKubectl: "config view does not look at --insecure-skip-tls-verify",
  },
  {
    name: "--client-certificate and --client-key before the data of the kubeconfig",
    files: {
      config: config({ user: `client-certificate-data: ${base64("a")}, client-key-data: ${base64("b")}` }),
      "c.crt": "flag cert",
      "c.key": "flag key",
    },
    flags: { clientCertificate: "$DIR/c.crt", clientKey: "$DIR/c.key" },
    want: { certificate: "flag cert", key: "flag key" },
    notAsKubectl: "config view does not look at --client-certificate",
  },
  {
    name: "whom to act as",
    files: {
      config: config({
        user: "token: t1, as: grace, as-uid: '7', as-groups: [dev, ops], as-user-extra: {team: [a, b]}",
      }),
    },
    want: { as: "grace", asUid: "7", asGroups: ["dev", "ops"], asExtra: { team: ["a", "b"] } },
  },
  {
    name: "--as, --as-group and --as-uid before those of the kubeconfig",
    files: { config: config({ user: "token: t1, as: grace, as-uid: '7', as-groups: [dev]" }) },
    flags: { as: "alan", asGroup: ["ops", "sre"], asUid: "8" },
    want: { as: "alan", asUid: "8", asGroups: ["ops", "sre"] },
    notAsKubectl: "config view does not look at --as",
  },
  {
    name: "--as-user-extra, several values of a key, before those of the kubeconfig",
    files: { config: config({ user: "token: t1, as: grace, as-user-extra: {team: [a]}" }) },
    flags: { asUserExtra: ["team=x", "why=a=b", "team=y"] },
    want: { as: "grace", asExtra: { team: ["x", "y"], why: ["a=b"] } },
    notAsKubectl: "config view does not look at --as-user-extra",
  },
  {
    name: "--as-user-extra without a value",
    files: { config: config({ user: "token: t1, as: grace" }) },
    flags: { asUserExtra: ["team"] },
    want: { refused: /--as-user-extra team is not KEY=VALUE/ },
    notAsKubectl: "config view does not look at --as-user-extra",
  },
  {
    name: "a group to act as without a user to act as",
    files: { config: config({}) },
    flags: { asGroup: ["ops"] },
    want: { refused: /needs a user to act as/ },
    notAsKubectl: "config view does not look at --as-group",
  },
  {
    name: "the home folder's kubeconfig, where nothing else is named",
    files: { "home/.kube/config": config({}) },
    list: [],
    env: { HOME: "$DIR/home" },
    want: { server: "https://one.example" },
  },
  {
    name: "an empty KUBECONFIG is none",
    files: { "home/.kube/config": config({}) },
    list: [],
    env: { HOME: "$DIR/home", KUBECONFIG: "" },
    want: { server: "https://one.example" },
  },
  {
    name: "a KUBECONFIG of empty names is not the home folder's",
    files: { "home/.kube/config": config({}) },
    list: [],
    env: { HOME: "$DIR/home", KUBECONFIG: ":" },
    want: { refused: /no kubeconfig names one/ },
  },
  {
    name: "a name twice in one file",
    files: { config: `${config({})}- {name: ctx, context: {cluster: one, user: ada}}\n` },
    want: { refused: /contexts in .*config has "ctx" twice/ },
  },
  {
    name: "a file that is not YAML",
    files: { config: "clusters: [{name: one\n  token: hunter2: x" },
    want: { refused: /config cannot be read: line \d+ is not YAML/ },
  },
  {
    name: "a file that is something else",
    files: { config: "- just\n- a list\n" },
    want: { refused: /is not a kubeconfig/ },
  },
  {
    name: "a file with a list where a name belongs",
    files: { config: "clusters: {one: {}}\n" },
    want: { refused: /clusters in .*config is not a list/ },
  },
  {
    name: "a token that YAML takes for a number",
    files: { config: config({ user: "token: 12345" }) },
    want: { refused: /token in the kubeconfig is not text/ },
  },
];
