#!/usr/bin/env node
import "../dist/cli/observability.mjs";
