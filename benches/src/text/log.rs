//! Logs: Apex debug lines, JSON lines and `key=value` lines, some with identifiers and many without.

use super::template::{self, Words};
use crate::random::Random;

const WORDS: Words = &[
    ("level", &["INFO", "DEBUG", "WARN", "ERROR", "FINE"]),
    ("event", &["METHOD_ENTRY", "METHOD_EXIT", "STATEMENT_EXECUTE", "HEAP_ALLOCATE", "VARIABLE_SCOPE_BEGIN"]),
    ("class", &["PatientIntakeController", "CareplanService", "EligibilityBatch", "TriggerHandler", "HttpCalloutMock"]),
    ("method", &["handleUpdate", "getRecords", "execute", "toMap", "afterInsert", "sendRequest"]),
    ("object", &["Contact", "Account", "Case", "HealthCloudGA__EhrPatient__c", "Encounter__c"]),
    ("path", &["/api/v2/patients", "/health", "/fhir/r4/Observation", "/oauth2/token", "/static/app.js"]),
];

const QUIET: &[&str] = &[
    "{time} ({#100000-99999999})|{event}|[{#400}]|{class}.{method}()\n",
    "{time} ({#100000-99999999})|{event}|[{#400}]|Bytes:{#4000}\n",
    "{time} ({#100000-99999999})|SOQL_EXECUTE_END|[{#400}]|Rows:{#2000}\n",
    "{time} ({#100000-99999999})|LIMIT_USAGE_FOR_NS|(default)|Number of SOQL queries: {#100} out of 100\n",
    "{{\"level\":\"{level}\",\"logger\":\"{class}\",\"durationMs\":{#9000},\"status\":{#200-503},\"path\":\"{path}\"}\n",
    "level={level} thread=worker-{#64} class={class} op={method} took={#900}ms rows={#5000} retry=false\n",
    "{time} [{level}] {class} - {method} finished in {#900} ms, heap {#10-900} MB, queue depth {#40}\n",
    "\tat org.example.{class}.{method}({class}.java:{#900})\n",
];

const TALKING: &[&str] = &[
    "{time} ({#100000-99999999})|USER_DEBUG|[{#400}]|DEBUG|{object}:{{Id={record-id}, Email={email}, Phone={phone}}\n",
    "{time} ({#100000-99999999})|USER_DEBUG|[{#400}]|DEBUG|MRN__c={mrn}, Birthdate={date-iso}\n",
    "{{\"level\":\"{level}\",\"user\":\"{email}\",\"ip\":\"{ip}\",\"sessionId\":\"{session}\",\"requestId\":\"{uuid}\"}\n",
    "{{\"patient\":{{\"mrn\":\"{mrn}\",\"ssn\":\"{ssn}\",\"birthDate\":\"{date-iso}\",\"phone\":\"{phone-dashes}\"}}\n",
    "level={level} user={email} ip={ip} mac={mac} password={password} op={method}\n",
    "{date-iso}T{time}Z {level} GET {path}?mrn={mrn}&dob={date-iso} {#200-503} {ip}\n",
];

/// A log of `size` bytes.
pub fn log(size: usize) -> Vec<u8> {
    let mut random = Random::new(0x106);
    let mut out = Vec::with_capacity(size + 1024);
    while out.len() < size {
        let forms = if random.below(5) == 0 { TALKING } else { QUIET };
        template::write(random.pick(forms), WORDS, &mut random, &mut out);
    }
    template::cut(out, size)
}
