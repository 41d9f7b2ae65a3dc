#!/usr/bin/env node
import { launch } from "@upstart/controller/launch";

await launch("upstart-webhook", () => import("../dist/main.js"));
