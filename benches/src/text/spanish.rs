//! Spanish prose: text that is not ASCII, an accented letter every few words.

use super::prose::DISTANCE;
use super::template::{self, Words};

const WORDS: Words = &[
    (
        "fármaco",
        &[
            "metformina",
            "enalapril",
            "omeprazol",
            "paracetamol",
            "Sintrom",
            "furosemida",
            "ibuprofeno",
            "simvastatina",
            "insulina rápida",
            "amoxicilina-ácido clavulánico",
            "levofloxacino",
            "prednisona",
            "Nolotil",
            "bisoprolol",
        ],
    ),
    (
        "síntoma",
        &[
            "disnea de esfuerzo",
            "dolor torácico",
            "fiebre",
            "cefalea",
            "náuseas y vómitos",
            "pérdida de peso",
            "astenia",
            "visión borrosa",
            "tos seca",
            "edemas en las piernas",
            "dolor en hipocondrio derecho",
            "parestesias",
            "síncope",
        ],
    ),
    (
        "enfermedad",
        &[
            "hipertensión arterial",
            "diabetes mellitus tipo 2",
            "fibrilación auricular",
            "neumonía",
            "insuficiencia cardíaca",
            "enfermedad de Crohn",
            "síndrome de Sjögren",
            "anemia ferropénica",
            "cólico nefrítico",
            "asma bronquial",
            "ictus",
        ],
    ),
    (
        "prueba",
        &[
            "la radiografía de tórax",
            "la ecografía",
            "la resonancia magnética",
            "el electrocardiograma",
            "la colonoscopía",
        ],
    ),
    ("pauta", &["cada 8 horas", "después de las comidas", "al día", "por la mañana", "si precisa", "durante 10 días"]),
    ("quién", &["El paciente", "La señora", "Su médico de atención primaria", "La niña", "El señor", "La enfermera"]),
    ("curso", &["ha mejorado", "evolucionó favorablemente", "persiste", "empeoró", "se resolvió según lo previsto"]),
];

const FORMS: &[&str] = &[
    "{quién} refiere {síntoma} y {síntoma} desde hace {#2-20} días.",
    "Antecedentes: {enfermedad}, {enfermedad} (hace {#2-30} años) y {enfermedad}.",
    "Exploración física: TA {#95-178}/{#50-98} mmHg, FC {#48-122} lpm, temperatura {#35-39},{#9} ºC, SatO2 {#88-99}%.",
    "Se inició {fármaco} {#5-500} mg {pauta}, y se suspendió {fármaco}.",
    "En {prueba} no se observó ningún signo de {enfermedad}.",
    "{quién} acudió a Urgencias por {síntoma}; {curso}.",
    "Analítica: creatinina {#.} mg/dL, leucocitos {#4-18}.{#100-999}, hemoglobina {#8-16},{#9} g/dL.",
    "JUICIO CLÍNICO: {enfermedad}.",
    "No alergias medicamentosas conocidas. Fumador de {#40} cigarrillos al día.",
    "Dado que el cuadro {curso}, se decidió continuar con {fármaco} {pauta}.",
    "Varón de {#18-88} años con {enfermedad}, que consulta por {síntoma} y {síntoma}.",
    "«Me encuentro mejor», dijo; aún así tenía {síntoma}.",
    "Se explicó a la familia el diagnóstico, el pronóstico y las opciones terapéuticas, que comprendió y aceptó.",
];

const WITH_IDENTIFIER: &[&str] = &[
    "Historia clínica: {mrn}.",
    "Teléfono {phone-dashes}.",
    "Fecha de nacimiento: {date}.",
    "Correo electrónico: {email}",
    "Próxima revisión el {date-iso}.",
    "Número de seguro social {ssn}, según consta.",
    "MRN {mrn}, médico responsable: el de guardia.",
    "Domicilio: calle Peñón {#120}, teléfono {phone}.",
];

/// Spanish prose of `size` bytes or up to three fewer.
pub fn spanish(size: usize) -> Vec<u8> {
    template::document(size, 0x0e5, &[FORMS], WITH_IDENTIFIER, DISTANCE, WORDS)
}
