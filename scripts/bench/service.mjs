// The built service, as `npm start` runs it; besides, it says how much CPU and memory it has used when it is asked.
import { main } from "../../dist/server/main.js";

process.on("message", ({ what }) => {
  if (what === "cpu") process.send(process.cpuUsage());
  if (what === "memory") {
    // For a figure that means something (needs --expose-gc); the peak is in KiB.
    globalThis.gc?.();
    process.send({ rss: process.memoryUsage().rss, peak: process.resourceUsage().maxRSS * 1024 });
  }
});

await main([]);
