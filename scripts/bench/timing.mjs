import { HttpConnection } from "./http-connection.mjs";
import { median } from "./load.mjs";

/** Fewer than the 200 unknown names a minute after which known and unknown names alike are refused. */
const NAMES = 180;
/** Attempts on one name before the guard stands (see bed.mjs). */
const TRIES = 10;

const WRONG = "0000000000";

/**
 * Whether unknown users can be told from known ones by time: pairs of one request for each, in random order, one after
 * another on one connection.
 * @param {object} bed
 * @param {object[]} people
 * @param {number} pairs
 * @returns {Promise<{ name: string, pairs: number, auc: number }[]>} 0.5 is indistinguishable
 */
export async function timingOfUnknownUsers(bed, people, pairs) {
  const connection = await HttpConnection.open(bed.port);
  const unknown = Array.from({ length: NAMES }, (_, index) => `nobody${index}`);
  const known = people.slice(0, NAMES).map(({ username }) => username);
  const post = (path, body) => connection.send({ method: "POST", path, body, apiKey: bed.apiKey });
  const verify = (username) => post("/api/v1/verify", { username, code: WRONG });
  const begin = (username) => post("/api/v1/verifications", { username });
  try {
    await bed.forgetFailures();
    for (let warm = 0; warm < 300; warm++) await begin(known[warm % NAMES]);
    const first = await compare(verify, known, unknown, NAMES);
    const verified = [];
    for (let done = 0; done < pairs; done += NAMES * TRIES) {
      await bed.forgetFailures();
      verified.push(await compare(verify, known, unknown, Math.min(NAMES * TRIES, pairs - done)));
    }
    const begun = await compare(begin, known, unknown, pairs);
    return [
      result("POST /api/v1/verify, the first attempt on a name", first),
      result("POST /api/v1/verify", ...verified),
      result("POST /api/v1/verifications", begun),
    ];
  } finally {
    connection.close();
  }
}

async function compare(request, known, unknown, pairs) {
  const times = { known: [], unknown: [] };
  for (let pair = 0; pair < pairs; pair++) {
    const order = Math.random() < 0.5 ? ["known", "unknown"] : ["unknown", "known"];
    const statuses = [];
    for (const kind of order) {
      const name = (kind === "known" ? known : unknown)[pair % NAMES];
      const began = performance.now();
      const { status } = await request(name);
      times[kind].push(performance.now() - began);
      statuses.push(status);
    }
    if (statuses[0] !== statuses[1] || statuses[0] === 429)
      throw new Error(`known and unknown users were answered ${statuses.join(" and ")}`);
  }
  return times;
}

function result(name, ...samples) {
  const known = samples.flatMap((sample) => sample.known);
  const unknown = samples.flatMap((sample) => sample.unknown);
  return {
    name,
    pairs: known.length,
    auc: auc(known, unknown),
    known: median(known),
    unknown: median(unknown),
  };
}

/**
 * The chance that a guess by time is right: area under the ROC curve, by the Mann-Whitney statistic.
 * @returns {number} from 0.5 (indistinguishable) to 1, whichever of the two is the slower
 */
function auc(left, right) {
  const all = [
    ...left.map((time) => ({ time, isLeft: true })),
    ...right.map((time) => ({ time, isLeft: false })),
  ];
  all.sort((a, b) => a.time - b.time);
  let ranks = 0;
  all.forEach(({ isLeft }, index) => {
    if (isLeft) ranks += index + 1;
  });
  const share = (ranks - (left.length * (left.length + 1)) / 2) / (left.length * right.length);
  return Math.max(share, 1 - share);
}
