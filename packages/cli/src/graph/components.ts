import type { Picture } from "./picture.ts";

/** The parts of a picture that no arrow and no frame connects, in the order of their first boxes. */
export function componentsOf(picture: Picture): Picture[] {
  const rootOf = unite(picture);
  const parts = new Map<string, { boxes: Picture["boxes"][number][]; frames: Picture["frames"][number][] }>();
  for (const box of picture.boxes) {
    const root = rootOf(box.id);
    if (!parts.has(root)) parts.set(root, { boxes: [], frames: [] });
    parts.get(root)!.boxes.push(box);
  }
  for (const frame of picture.frames) parts.get(rootOf(frame.id))!.frames.push(frame);
  const arrows = Map.groupBy(picture.arrows, (a) => rootOf(a.user));
  return [...parts].map(([root, part]) => ({ ...picture, ...part, arrows: arrows.get(root) ?? [] }));
}

/** Tells for every box and frame by which of them its part is known. */
function unite({ boxes, frames, arrows }: Picture): (id: string) => string {
  const parents = new Map([...boxes, ...frames].map(({ id }) => [id, id]));
  const rootOf = (id: string) => {
    let root = id;
    while (parents.get(root)! !== root) root = parents.get(root)!;
    // What was walked once is one step next time: without it long chains take long.
    for (let at = id; at !== root; ) {
      const next = parents.get(at)!;
      parents.set(at, root);
      at = next;
    }
    return root;
  };
  for (const box of boxes) if (box.frame !== undefined) parents.set(rootOf(box.frame), rootOf(box.id));
  for (const arrow of arrows) parents.set(rootOf(arrow.needed), rootOf(arrow.user));
  return rootOf;
}
