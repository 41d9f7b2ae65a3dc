#!/usr/bin/env node
import { launch } from "./launch.js";

// kubectl's completion protocol: it calls this with the words typed so far.
await launch("kubectl upstart", ["__complete"]);
