import { answerReadiness } from "<< healthImport >>";

export const dynamic = "force-dynamic";

export const GET = answerReadiness;
