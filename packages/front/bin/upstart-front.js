#!/usr/bin/env node
import { launch } from "@upstart/controller/launch";

await launch("upstart-front", () => import("../dist/main.js"));
