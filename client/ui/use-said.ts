import { useEffect, useState } from "preact/hooks";

/** How long a message stays, in milliseconds. What it tells is to be seen on the page as well. */
const staysMs = 8000;

/** useSaid keeps the last thing that was told, for a while. */
export function useSaid(): [said: string, say: (text: string) => void] {
  const [said, setSaid] = useState({ text: "" });
  useEffect(() => {
    if (said.text === "") return;
    const timer = setTimeout(() => setSaid({ text: "" }), staysMs);
    return () => clearTimeout(timer);
  }, [said]);
  return [said.text, (text) => setSaid({ text })];
}
