// Fakes that behave, and misbehave on request: for tests of the engine and of every door.
export { type FakeClock, fakeClock, settle } from "./fake-clock.ts";
export { type FakeCluster, fakeCluster } from "./fake-cluster.ts";
export { type Behaviour, type FakeHelm, fakeHelm, type HelmCall } from "./fake-helm.ts";
export { fakeUnlock } from "./fake-unlock.ts";
export { graphOf, type Stage, stageOf } from "./rollout.ts";
export { type ReleaseDraft, serviceOf, universeOf } from "./specs.ts";
