import type { Files } from "../../support/scaffolds.ts";

/** Projects in memory, as small as they can be. */
export const expressTypeScript: Files = {
	"package.json": `{
  "name": "@shop/api",
  "type": "module",
  "scripts": { "build": "tsc", "start": "node dist/server.js" },
  "dependencies": {
    "express": "^5.1.0"
  }
}
`,
	"tsconfig.json": '{ "compilerOptions": { "module": "nodenext", "outDir": "dist", "rootDir": "src" } }\n',
	"src/server.ts": `import express from "express";

const app = express();
app.listen(3000);
`,
};

export const expressCommonJs: Files = {
	"package.json":
		'{\n\t"name": "legacy",\n\t"engines": { "node": ">=18" },\n\t"main": "index.js",\n\t"dependencies": { "express": "^4.21.0" }\n}\n',
	"index.js":
		"'use strict'\r\n\r\nconst express = require('express')\r\n\r\nconst app = express()\r\napp.listen(3000)\r\n",
};

export const fastify: Files = {
	"package.json":
		'{\n  "name": "fast",\n  "scripts": { "start": "node server.mjs" },\n  "dependencies": { "fastify": "^5.0.0" }\n}\n',
	"server.mjs": `import Fastify from "fastify";

const app = Fastify({
  logger: true,
  bodyLimit: 1_000_000, // not more than (a megabyte)
});
await app.listen({ port: 3000 });
`,
};

export const nestjs: Files = {
	"package.json":
		'{\n  "name": "nest",\n  "scripts": { "start:prod": "node dist/main" },\n  "dependencies": { "@nestjs/core": "^12.0.0", "@nestjs/platform-express": "^12.0.0" }\n}\n',
	"tsconfig.json": "{}\n",
	"src/main.ts": `import { NestFactory } from '@nestjs/core';
import { AppModule } from './app.module';

async function bootstrap() {
  const app = await NestFactory.create(AppModule);
  await app.listen(process.env.PORT ?? 3000);
}
bootstrap();
`,
};

export const nextjs: Files = {
	"package.json":
		'{\n  "name": "web",\n  "scripts": { "start": "next start" },\n  "dependencies": { "next": "^16.0.0" }\n}\n',
	"tsconfig.json": "{}\n",
	"src/app/page.tsx": "export default function Page() {\n  return <h1>Hello</h1>;\n}\n",
};

export const plainHttp: Files = {
	"package.json": '{\n  "name": "plain",\n  "type": "module",\n  "scripts": { "start": "node server.js" }\n}\n',
	"server.js": `import http from "node:http";

const server = http.createServer((request, response) => {
  response.end("hello");
});
server.listen(3000);
`,
};

export const fastapi: Files = {
	"pyproject.toml":
		'[project]\nname = "shop"\ndependencies = [\n    "fastapi>=0.115", # the framework\n    "uvicorn"\n]\n',
	"shop/__init__.py": "",
	"shop/main.py":
		"from fastapi import FastAPI\n\nfrom .orders import router\n\napp = FastAPI()\napp.include_router(router)\n",
	"shop/orders.py": "from fastapi import APIRouter\n\nrouter = APIRouter()\n",
};

export const flask: Files = {
	"requirements.txt": "flask==3.1.3\ngunicorn==27.0.1\nstructlog==26.1.0\n",
	"app.py": "from flask import Flask\n\n\ndef create_app():\n    app = Flask(__name__)\n    return app\n",
};

export const django: Files = {
	"requirements.txt": "Django>=5.2\n",
	"manage.py":
		'import os\nimport sys\n\n\ndef main():\n    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\n    from django.core.management import execute_from_command_line\n\n    execute_from_command_line(sys.argv)\n',
	"shop/__init__.py": "",
	"shop/settings.py":
		'ROOT_URLCONF = "shop.urls"\n\nMIDDLEWARE = [\n    "django.middleware.common.CommonMiddleware",\n]\n',
	"shop/urls.py": "from django.urls import path\n\nurlpatterns = [\n]\n",
	"shop/wsgi.py":
		'import os\n\nfrom django.core.wsgi import get_wsgi_application\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\n\napplication = get_wsgi_application()\n',
};

/** The same project in a folder of a larger one. */
export function moveTo(folder: string, files: Files): Files {
	return Object.fromEntries(Object.entries(files).map(([path, text]) => [`${folder}/${path}`, text]));
}
