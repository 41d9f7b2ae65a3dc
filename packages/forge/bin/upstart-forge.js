#!/usr/bin/env node
import { launch } from "@upstart/controller/launch";

await launch("upstart-forge", () => import("../dist/main.js"));
