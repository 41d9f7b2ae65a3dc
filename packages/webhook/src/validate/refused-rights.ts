import type { User } from "../admission/review.ts";
import type { Cause } from "../admission/verdict.ts";
import type { Need, Right } from "./rights.ts";

/** Whether somebody has a right: asks the API server. */
export type IsAllowed = (user: User, right: Right) => Promise<boolean>;

/** One request does not ask for more at once: it is others who would wait. */
const AT_ONCE = 8;
/** Nobody reads more of them. */
const MAX_REFUSED = 20;

/**
 * Asks of each right that is needed whether the user has it, of each once; what they have not is a cause. Asks no more
 * once the answer would come too late.
 */
export async function refusedRights(
  needs: readonly Need[],
  user: User,
  isAllowed: IsAllowed,
  isLate: () => boolean,
): Promise<Cause[]> {
  const answers = new Map(needs.map(({ right }) => [JSON.stringify(right), true]));
  const open = [...answers.keys()];
  let refused = 0;
  const ask = async () => {
    for (let key = open.shift(); key !== undefined && refused < MAX_REFUSED && !isLate(); key = open.shift()) {
      if (await isAllowed(user, JSON.parse(key) as Right)) continue;
      answers.set(key, false);
      refused += 1;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, ask));
  return needs
    .filter(({ right }) => answers.get(JSON.stringify(right)) === false)
    .slice(0, MAX_REFUSED)
    .map(({ right, field }) => ({ reason: "FieldValueForbidden", field, message: describe(right, user) }));
}

function describe(right: Right, { username }: User): string {
  const { verb, resource, namespace, name } = right;
  const where = `in namespace "${namespace}"`;
  const what = `${name === undefined ? resource : `${resource}/${name}`} ${where}`;
  switch (verb) {
    case "get": {
      const whatElse = name === undefined ? ", or apply this once what it refers to is there" : "";
      return `reads ${what}, which "${username}" may not get; ask for that right${whatElse}`;
    }
    case "create":
      return `installs into namespace "${namespace}", where "${username}" may not create ${resource}; ask for that right, or install with a serviceAccountName`;
    case "impersonate":
      return `installs as ${what}, which "${username}" may not impersonate; ask for that right`;
    case "patch":
      return `says that the controllers made this, and "${username}" is none of them (may not patch ${resource}/${right.subresource} ${where}); change what it is made of, or leave out ownerReferences`;
  }
}
