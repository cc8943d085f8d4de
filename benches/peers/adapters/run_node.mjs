// openredaction and redact-pii: ADAPTER PACKAGES CORPUS.ndjson FINDINGS.ndjson PEER, where PACKAGES is the folder with their
// node_modules. What `common.py` says holds here too.
import { readFileSync, realpathSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const SECONDS = 3;
const [packages, corpus, findings, peer] = process.argv.slice(2);
const require = createRequire(`${realpathSync(packages)}/`);

// Its preset for health care; without one it looks for gamer tags and the like, too. Null: no identifier by our rules.
const OPENREDACTION = [
    [/^(ICD10_CODE|ALLERGY_INFO|LAB_TEST_ID|DRUG_DOSAGE|PROTOCOL_NUMBER|BRAZILIAN_CNPJ|DIAGNOSIS.*)$/, null],
    [/^(NAME|EMERGENCY_CONTACT)$/, "NAME"],
    [/^PHONE|FAX/, "PHONE"],
    [/^EMAIL/, "EMAIL"],
    [/^IPV[46]/, "IP"],
    [/^SSN/, "SSN"],
    [/^DATE/, "DATE"],
    [/^(ZIP|ADDRESS|POSTCODE)/, "LOCATION"],
    [/^(MEDICAL_RECORD|PATIENT_ID)/, "MRN"],
    [/^(HEALTH_PLAN|AUSTRALIAN_MEDICARE|INSURANCE)/, "PLAN_ID"],
    [/CLAIM|ACCOUNT/, "ACCOUNT"],
    [/CREDIT_CARD/, "CARD"],
    [/^(DEA|NPI)_|LICENSE|PASSPORT/, "LICENSE"],
    [/^(NHS|CHI|SPANISH|FRENCH|ITALIAN|DUTCH|BRAZILIAN_CPF|INDIAN|SINGAPORE|ARGENTINA|CANADIAN|COLOMBIA|POLISH|TAX_ID)/,
        "NATIONAL_ID"],
    [/./, "ID"],
];
const REDACT_PII = {
    credentials: "CREDENTIAL", creditCardNumber: "CARD", emailAddress: "EMAIL", ipAddress: "IP", personName: "NAME",
    password: "CREDENTIAL", phoneNumber: "PHONE", streetAddress: "LOCATION", username: "ID",
    usSocialSecurityNumber: "SSN", zipcode: "LOCATION", url: "URL", digits: "ID",
};

function openredaction() {
    const { OpenRedaction } = require("@openredaction/core");
    const redactor = new OpenRedaction({ preset: "healthcare" });
    const label = (type) => OPENREDACTION.find(([pattern]) => pattern.test(type))[1];
    return async (text) =>
        (await redactor.detect(text)).detections.map(({ position, type }) => [...position, label(type)]);
}

// It gives back text alone, with the kind in place of the value: the text between finds the places.
function redactPii() {
    const { SyncRedactor } = require("redact-pii");
    const redactor = new SyncRedactor();
    const kinds = Object.fromEntries(
        Object.entries(REDACT_PII).map(([kind, label]) => [kind.replace(/[A-Z]/g, (c) => `_${c}`).toUpperCase(), label]),
    );
    const mark = new RegExp(`(${Object.keys(kinds).join("|")})`);
    return (text) => {
        const parts = redactor.redact(text).split(mark);
        const found = [];
        let at = parts[0].length;
        for (let i = 1; i < parts.length; i += 2) {
            // A kind's name that the text itself holds is no finding.
            const next = parts[i + 1] === "" ? (i + 2 < parts.length ? at : text.length) : text.indexOf(parts[i + 1], at);
            if (next > at) found.push([at, next, kinds[parts[i]]]);
            at = Math.max(at, next) + parts[i + 1].length;
        }
        return found;
    };
}

const peers = { openredaction: [openredaction, "@openredaction/core"], "redact-pii": [redactPii, "redact-pii"] };
const [start, pack] = peers[peer];
const scan = start();
const documents = readFileSync(corpus, "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line));
await scan("Seen by Dr. Jane Roe on 3 March 2024, MRN 0012345, roe@example.org.");
let best = Infinity;
let found;
for (let spent = 0; spent < SECONDS; ) {
    const begin = process.cpuUsage();
    found = [];
    for (const { text } of documents) found.push(await scan(text));
    const { user, system } = process.cpuUsage(begin);
    const took = (user + system) / 1e6;
    best = Math.min(best, took);
    spent += took;
}
// Offsets are in UTF-16 units here.
const points = (text, unit) => [...text.slice(0, unit)].length;
const rows = documents.map(({ id, text }, i) => ({
    id,
    findings: found[i]
        .filter(([, , label]) => label)
        .map(([start, end, label]) => ({ start: points(text, start), end: points(text, end), label })),
}));
writeFileSync(findings, rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
const bytes = documents.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
const { version } = JSON.parse(readFileSync(`${packages}/node_modules/${pack}/package.json`, "utf8"));
console.log(JSON.stringify({ seconds: best, bytes, versions: `${pack} ${version}` }));
