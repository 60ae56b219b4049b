import { useDirectoryTexts } from "../../strings/directory.js";

/** Names of settings are the same in every language. */
const settings = `LATCHKEY_LDAP_URL=ldaps://ldap.example.org
LATCHKEY_LDAP_BIND_DN=cn=latchkey,dc=example,dc=org
LATCHKEY_LDAP_BIND_PASSWORD_FILE=/etc/latchkey/ldap-password
LATCHKEY_LDAP_USER_BASE=ou=people,dc=example,dc=org`;

/** NoDirectory says what a directory would be good for, and how one is connected. */
export function NoDirectory() {
  const texts = useDirectoryTexts().empty;
  return (
    <section class="card stack" aria-labelledby="no-directory">
      <h2 id="no-directory">{texts.title}</h2>
      <p>{texts.lead}</p>
      <ol class="bullets">
        {texts.steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <div class="stack-tight">
        <h3>{texts.settings}</h3>
        <pre class="settings">
          <code>{settings}</code>
        </pre>
      </div>
    </section>
  );
}
