// Generated from docs/diagnostics.md by `npm run generate`. Do not edit.
/** What docs/diagnostics.md says of each code. */
export const DIAGNOSTIC_PAGES = {
  "InvalidYaml": "The text is not YAML as kubectl reads it: its syntax is broken, a map has the same key twice, an alias names nothing or itself, its aliases\nwould come to more than a million values, or it has characters that may not stand in YAML. Slips within values are all told at once; after one of\nindentation, or a quote or bracket that is not closed, the rest of the document is not looked at.\n\n```yaml\nhelmReleases:\n  api: {chart: shop/api}\n  api: {chart: shop/web}   # the same key again\n```\n\n*Cause.* A slip, or two blocks that were pasted together. The last one would win silently, and half of what was written would be lost.\n*Fix.* Keep one of them, or give the second another key.",
  "SchemaViolation": "A field is missing, unknown, of the wrong type or over its limit; or two fields exclude one another (`spec` and `from`, `secretRef` and\n`configMapRef`); or the kind or version does not exist in our group.\n\n```yaml\napi:\n  chrat: shop/api      # did you mean \"chart\"?\n  version: 1.10        # YAML reads a number: write \"1.10\"\n```\n\n*Cause.* A slip, a field of another version, or an object of another group under one of our kinds.\n*Fix.* The message names the field; `upstart explain usvc.spec.helmReleases` lists what there is.",
  "DuplicateObject": "Two objects in the given files have the same kind, namespace and name.\n\n```yaml\nkind: UpstartService\nmetadata: {name: shop}\n---\nkind: UpstartService\nmetadata: {name: shop}     # the same object again\n```\n\n*Cause.* A file was given twice, or copied and not renamed. Objects without a name are named after their file.\n*Fix.* Rename one of them, or give only one of the files.",
  "MalformedReference": "Something between `<<` and `>>` on one line is not a reference, or stands outside `values`, where nothing is filled in.\n\n```yaml\nversion: << db.outputs.VERSION >>     # not below values\nvalues:\n  host: << db >>                      # which output?\n  port: \"tcp://<< db.outputs.PORT | int >>\"   # a type only where the reference is the whole string\n```\n\n*Cause.* A half-written reference, or text of another language that uses the same signs, such as a shell's `1 << 2 >> 1`.\n*Fix.* Write `<< dependency.outputs.KEY >>`. For a literal `<<` write `\\<<` (in a double-quoted YAML string `\"\\\\<<\"`). A filter such as\n`| int` needs the whole string to itself: in a `|` block, which ends in a line feed, write `|-`.",
  "InvalidOutputValue": "An output's value, or a param's, does not fit the filter that it goes through: `| int` met something that is not a whole number. The message\nnames dependency, key and filter, never the value.\n\n```yaml\nreplicas: << settings.outputs.REPLICAS | int >>     # and REPLICAS is \"three\"\n```\n\n*Cause.* Outputs are text; a filter takes only what it can keep exactly, and guesses nothing.\n*Fix.* Take the filter away, or mend what publishes the output. `int` takes whole numbers within ±(2^53-1), `number` what JSON calls a\nnumber, `bool` exactly `true` or `false`, `json` any JSON.",
  "UndeclaredDependency": "A release uses an output of something that is not among its `dependencies`.\n\n```yaml\napi:\n  values: {host: << redis.outputs.HOST >>}   # and no dependencies: [{name: redis}]\n```\n\n*Cause.* What is not declared is not waited for: the value might be there or not.\n*Fix.* Add it to `dependencies`.",
  "UnknownDependency": "Nothing has the name that a dependency gives. It is an error where nothing can come later (`kind: HelmRelease`) or where it looks like a\nslip: at most two edits away from a sibling's name. Otherwise it may be applied later, and it is a warning. Also: the template that `from`\nnames is not there (a warning), or an environment changes a release that its template does not have.\n\n```yaml\nhelmReleases:\n  postgres: {chart: shop/postgres}\n  api:\n    chart: shop/api\n    dependencies: [{name: postgers}]     # did you mean \"postgres\"?\n```\n\n*Cause.* A slip, a file that was not given, or a release that waits for the very service that it is part of.\n*Fix.* Mend the name; give the other service's file too; or, if the name is right and something else is meant, say `kind: UpstartService`.",
  "UnknownParam": "`<< environment.params.KEY >>` and the environment has no such param. Outside an environment it is a warning, and the text stays as it is.\n\n```yaml\nparams: {sha: 3f9c2ab}\nvalues: {tag: << environment.params.sah >>}     # did you mean \"sha\"?\n```\n\n*Cause.* A slip, or a service that was written for environments and is applied alone.\n*Fix.* Add it to `spec.params` of the environment, or give it a value with `| default \"…\"`.",
  "AmbiguousDependency": "Two different things have the name that a dependency gives: a sibling release and a service, or a service of the environment and one\nbeside it.\n\n```yaml\n# a service \"redis\" is there too\nhelmReleases:\n  redis: {chart: shop/redis}\n  api: {chart: shop/api, dependencies: [{name: redis}]}\n```\n\n*Cause.* A guess would wait for the wrong thing, and take its outputs.\n*Fix.* Say which with `kind`. Of two services, use the object's name (`<environment>-<key>`) for the one of the environment, and `namespace` for\nthe other.",
  "DependencyCycle": "Releases or services wait for one another in a circle, so none of them could ever start. The walk is printed from its smallest name, with\nthe place of each dependency on it. Nothing on a cycle, and nothing that depends on one, is installed.\n\n```yaml\napi: {chart: shop/api, dependencies: [{name: cache}]}\ncache: {chart: shop/cache, dependencies: [{name: api}]}     # api -> cache -> api\n```\n\n*Cause.* Two releases that need each other, often through a third or through their services. Of a group that is entangled in many ways, twenty\nwalks are printed and the rest is counted.\n*Fix.* Remove one of the dependencies, or split a release in two: the part that others need, and the part that needs them.",
  "NoPublishedOutputs": "An output is used of a release that has no `outputsFrom`, or of a service none of whose releases has.\n\n```yaml\nredis: {chart: shop/redis}     # no outputsFrom\napi:\n  dependencies: [{name: redis}]\n  values: {host: << redis.outputs.HOST >>}\n```\n\n*Cause.* Nothing says which Secret or ConfigMap of the chart holds the output.\n*Fix.* Add `outputsFrom` with the Secret or ConfigMap that the chart makes.",
  "OutputNotExternal": "An output is used of another service, which publishes outputs to its own releases only.\n\n```yaml\nkind: UpstartService\nmetadata: {name: users}\nspec:\n  helmReleases:\n    api: {chart: shop/users, outputsFrom: [{configMapRef: {name: outputs}}]}     # scope: internal\n```\n\n*Cause.* Outputs leave a service only with its consent.\n*Fix.* Set `scope: external` on the entry of `outputsFrom` that holds it.",
  "UnknownOutput": "The dependency lists its `keys`, and this is not one, or not one for other services; or, with `lint --charts`, its chart renders the object\nwithout that key. A warning: with `lint --charts`, an object of `outputsFrom` that the chart does not render at all, hooks included. An operator may\nmake it later; if nothing does, the release never becomes ready.\n\n```yaml\ndb: {chart: shop/db, outputsFrom: [{secretRef: {name: db}, keys: [PG_HOST]}]}\napi:\n  dependencies: [{name: db}]\n  values: {host: << db.outputs.PG_HOTS >>}     # did you mean PG_HOST?\n```\n\n*Cause.* A slip, or a contract that has changed on one side.\n*Fix.* Use one of the keys that the message names, or add the key where it is published.",
  "AmbiguousOutput": "The same key is promised by two sources of one dependency, so nobody can say which value is meant.\n\n```yaml\noutputsFrom:\n  - {secretRef: {name: db}, keys: [URL]}\n  - {configMapRef: {name: db}, keys: [HOST, URL]}     # URL again\n```\n\n*Cause.* A key that has moved from one object to the other and is listed in both, or two releases of a service that publish one name.\n*Fix.* Leave the key in one of them; with `keys`, a source publishes only what it lists.",
  "DuplicateDependency": "A dependency is listed twice.\n\n```yaml\ndependencies: [{name: redis}, {name: redis}]\n```\n\n*Cause.* Two changes that were merged.\n*Fix.* Remove one of them.",
  "UnusedDependency": "A note, in one line: a dependency is listed and no output of it is used. Waiting for something without using its outputs is a good reason; a\nreference that was forgotten is not. What lies on a cycle gets none: there the cycle is what counts.\n\n```yaml\ndependencies: [{name: migrations}]     # and no << migrations.outputs.… >> in values\n```\n\n*Cause.* Order is wanted, or a reference was removed and its dependency left behind.\n*Fix.* None is needed. Remove the dependency if nothing has to wait for it.",
  "InvalidReleaseName": "A key cannot become a name, or the release's name is not one that Helm takes: lower-case letters, digits, hyphens and dots, at most 53. Or no\nnamespace can be named after an environment, or after the key of one of its services.\n\n```yaml\nhelmReleases:\n  my_api: {chart: shop/api}     # no name has _\n```\n\n*Cause.* Keys become Helm's names in kebab-case (`exampleService` is `example-service`), and namespaces for an environment's services.\n*Fix.* A key has letters, digits and hyphens, with a letter or digit at both ends, at most 63. Where the name is over 53, set `releaseName`.",
  "ReleaseNameConflict": "Two different things would get the same name: two keys that become one in kebab-case, two services with one Helm release name in a\nnamespace, two objects (`a` + `b-c`, `a-b` + `c`), or two environments with one namespace.\n\n```yaml\nhelmReleases:\n  exampleService: {chart: shop/api}\n  example-service: {chart: shop/api}     # the same name in kebab-case\n```\n\n*Cause.* The second would take over what the first has installed.\n*Fix.* Rename one of them, or set `releaseName`.",
  "ReservedName": "`environment`, `service` and `release` are words of the reference syntax (`<< release.name >>`) and cannot be names.\n\n```yaml\nhelmReleases:\n  release: {chart: shop/api}\n```\n\n*Cause.* `<< release.name >>` would mean two things.\n*Fix.* Choose another name.",
  "ValuesTooLarge": "An object has more than 1 MiB, or the values of one release more than 256 KiB, counted as compact JSON with aliases written out. The API\nserver and Helm could not store them.\n\n```yaml\nvalues:\n  list: [*big, *big, *big]     # a small file, and large once the aliases are written out\n```\n\n*Cause.* Kubernetes keeps an object in 1.5 MiB, and Helm keeps chart, values and manifests of a revision in one Secret.\n*Fix.* Move what is large into the chart, or into a ConfigMap that it reads.",
  "NestedTooDeep": "Values are nested more than 32 deep.\n\n```yaml\nvalues: {a: {a: {a: {a: …}}}}     # 33 of them\n```\n\n*Cause.* Mostly a generator that wraps its own output again and again.\n*Fix.* Flatten them, or pass the deep part as one text.",
  "UnsupportedNumber": "A number cannot be kept exactly: a whole number beyond 2^53-1, an infinity, or not a number.\n\n```yaml\nvalues: {account: 9007199254740993}     # would become 9007199254740992\n```\n\n*Cause.* JSON's readers keep numbers as 64-bit floats, so the chart would see another number.\n*Fix.* Put it in quotes, to pass it as text."
} as const;

/** What it says of each reason at run time. */
export const REASON_PAGES: Readonly<Record<string, { readonly means: string; readonly todo: string }>> = {
  "WaitingForDependency": {
    "means": "a dependency is not ready, or not there yet",
    "todo": "nothing; `why` tells what it waits for itself"
  },
  "WaitingForOutputs": {
    "means": "an object or key that is used is not there; the message lists the keys that are",
    "todo": "nothing, or mend the key"
  },
  "Progressing": {
    "means": "deployed, and its objects are on their way to ready",
    "todo": "nothing"
  },
  "InstallFailed": {
    "means": "Helm failed, or the objects were not ready in time",
    "todo": "read the pod and the log that are printed; apply again"
  },
  "UpgradeFailed": {
    "means": "Helm failed, or the objects were not ready in time",
    "todo": "read the pod and the log that are printed; apply again"
  },
  "ReleaseLocked": {
    "means": "another Helm run holds the release",
    "todo": "nothing, if it is alive; what a dead apply of ours left is unlocked by the next"
  },
  "ChartUnavailable": {
    "means": "the chart or its repository cannot be had",
    "todo": "check the name and `helm repo list`"
  },
  "HelmUnavailable": {
    "means": "Helm cannot be run",
    "todo": "install Helm 3 or 4, or set `HELM_BIN`"
  },
  "ClusterUnreachable": {
    "means": "the API server does not answer",
    "todo": "`upstart doctor`"
  },
  "Forbidden": {
    "means": "whoever installs it lacks a right: the ServiceAccount that it names, else the controllers, or you; the message says who and which",
    "todo": "give that right, or name another `serviceAccountName`"
  },
  "DriftDetected": {
    "means": "it is ready, and objects of it are not as they were deployed; the message says which fields, and who has them",
    "todo": "nothing with `driftDetection: Enabled`, unless two fight over a field: take it out of the values"
  },
  "StillNeeded": {
    "means": "it is to be deleted, and others that stay need it",
    "todo": "delete those first, or take the dependency out of them"
  },
  "UninstallFailed": {
    "means": "Helm could not uninstall it; it is tried again",
    "todo": "the message has Helm's reason; annotate it with `upstart.com/skip-uninstall=true` to leave everything as it is"
  },
  "HeldByFinalizer": {
    "means": "it is to be deleted, and somebody's finalizer keeps an object or a namespace of it",
    "todo": "let whoever set it end its work, or take it out; the message has the command"
  },
  "WaitingForSnapshot": {
    "means": "it is to be deleted, and the snapshots of its volumes are being made",
    "todo": "nothing; the message has until when it waits at most"
  },
  "SnapshotFailed": {
    "means": "it is to be deleted with `dataPolicy: snapshot`, and there is no snapshot of a volume that would go with it; as an event: there are none to be had in this cluster",
    "todo": "mend the cause, and it goes on; or let the data go with `dataPolicy: delete`; the message has the command"
  },
  "Restored": {
    "means": "it has a volume back from a snapshot that was kept",
    "todo": "nothing"
  },
  "RestoreFailed": {
    "means": "a volume could not be made from the snapshot that was kept, so nothing is installed beside it",
    "todo": "mend the cause, and it goes on; or begin without it; the message has the command"
  },
  "Deleted": {
    "means": "it is gone, and nothing of it is left",
    "todo": "nothing"
  },
  "LeftBehind": {
    "means": "it is gone, and objects of it are left",
    "todo": "the ConfigMap `upstart.tombstones` of its namespace names them; delete those that nobody needs"
  },
  "NamespaceMissing": {
    "means": "the namespace to install into is not there, or is being deleted",
    "todo": "make it; the release goes on by itself"
  },
  "ShardMissing": {
    "means": "its label `upstart.com/shard` names a shard that no controllers run for",
    "todo": "start them with `--shard NAME`, or take the label away"
  },
  "NamespaceConflict": {
    "means": "an environment's namespace exists and is not its own",
    "todo": "delete or rename one of them"
  },
  "Suspended": {
    "means": "`suspend: true`",
    "todo": "set it to false"
  },
  "QuotaFull": {
    "means": "the template's quota is used up; the status has the place in the queue",
    "todo": "nothing, or delete an environment that nobody needs"
  },
  "Evicted": {
    "means": "the environment had to make room for another",
    "todo": "make it again, or set `protected: true`"
  },
  "ExpiresSoon": {
    "means": "a fifth of its time is left",
    "todo": "use it, or annotate it with `upstart.com/extend=\"48h …\"`"
  },
  "Expired": {
    "means": "its time was over, and it is deleted",
    "todo": "make it again, or give it another `ttl`"
  },
  "NotUnderstood": {
    "means": "an annotation asks for nothing that there is",
    "todo": "the message says what there is"
  },
  "Sleeping": {
    "means": "its workloads are scaled to nothing until somebody uses it",
    "todo": "annotate it with `upstart.com/activity=\"wake …\"`"
  },
  "Waking": {
    "means": "its workloads are scaled as before, each after what it needs",
    "todo": "nothing"
  },
  "URLNotResolved": {
    "means": "the URL's host has no address",
    "todo": "look whether its DNS record was made"
  },
  "URLCertificateInvalid": {
    "means": "the certificate is another host's, out of date, or nobody's that is trusted",
    "todo": "a wildcard certificate for the host; for an authority of your own the chart's `trust.configMapName`"
  },
  "URLUnreachable": {
    "means": "nothing answers at the URL",
    "todo": "look at the Ingress and its controller"
  },
  "URLNotFound": {
    "means": "the URL answers 404",
    "todo": "look at the route, and at `url.health.path`"
  },
  "URLNeedsLogin": {
    "means": "the URL asks for a login",
    "todo": "let the health path pass without one"
  },
  "URLUnhealthy": {
    "means": "the URL answers with another status than is wanted",
    "todo": "the log of what answers; `url.health.status`"
  },
  "URLOldRevision": {
    "means": "the URL answers with another commit, or with none",
    "todo": "wait for the old pods to go; look where the commit is told"
  }
};
