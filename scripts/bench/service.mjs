// The built service, as `npm start` runs it; besides, it says how much CPU it has used when it is asked.
import { main } from "../../dist/server/main.js";

process.on("message", ({ what }) => {
  if (what === "cpu") process.send(process.cpuUsage());
});

await main([]);
