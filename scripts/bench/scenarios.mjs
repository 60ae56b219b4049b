import { nextCode } from "./people.mjs";
import { assertion } from "./security-key.mjs";

/**
 * What a worker does with its connection, again and again. Each takes the next person of the round, so that no two
 * workers meet at one person.
 * @param {object} bed
 * @param {object[]} people
 * @returns {Record<string, (connection: import("./http-connection.mjs").HttpConnection) => () => Promise<void>>}
 */
export function scenarios({ apiKey, port }, people) {
  let at = 0;
  const nextPerson = () => people[at++ % people.length];
  const post = (connection, path, body) => connection.send({ method: "POST", path, body, apiKey });

  const nextRight = () => {
    for (let tries = 0; tries < people.length; tries++) {
      const person = nextPerson();
      const code = nextCode(person);
      if (code !== null) return { username: person.username, code };
    }
    throw new Error("every code of this half minute is spent: the benchmark needs more people");
  };

  return {
    healthz: (connection) => async () => {
      expect(await connection.send({ method: "GET", path: "/healthz" }), 200);
    },
    right: (connection) => async () => {
      expect(await post(connection, "/api/v1/verify", nextRight()), 200);
    },
    wrong: (connection) => async () => {
      const { username } = nextPerson();
      expect(await post(connection, "/api/v1/verify", { username, code: WRONG }), 401);
    },
    webauthn: (connection) => async () => {
      const person = nextPerson();
      const begun = expect(
        await post(connection, "/api/v1/verifications", { username: person.username }),
        201,
      );
      const { verificationId, factors } = JSON.parse(begun.body);
      const options = factors.find(({ factor }) => factor === "webauthn")?.options;
      if (!options) throw new Error("no WebAuthn options were offered");
      const response = assertion(person.key, {
        challenge: options.challenge,
        rpId: options.rpId,
        origin: `http://localhost:${port}`,
        userHandle: person.document.handle,
      });
      const path = `/api/v1/verifications/${verificationId}/attempts`;
      expect(await post(connection, path, { factor: "webauthn", response }), 200);
    },
  };
}

/** Ten digits: of the factor's shape, and nobody's, as everybody here has six. */
const WRONG = "0000000000";

function expect(answer, status) {
  if (answer.status === status) return answer;
  throw new Error(`answered ${answer.status} instead of ${status}: ${answer.body}`);
}
