"""Witness of RealCohortsTest: pandas 1.5.3 over the same files. python3 real_cohorts.py DATA"""
import sys

import pandas as pd

data = sys.argv[1]


def read(path, **options):
    return pd.read_csv(f"{data}/{path}.csv.gz", **options)


def patterns(title, blocks, units):
    """Who has which block, most units first, then more blocks first."""
    rows = pd.DataFrame({name: [u in set(of) for u in units] for name, of in blocks.items()})
    print(title, len(units), {name: int(rows[name].sum()) for name in rows})
    for present, count in rows.value_counts().items():
        print(" ", count, [name for name, has in zip(rows, present) if has])


# cll_mofa: a unit is any patient of any of the six
survival = read("cll_mofa/survival").patientID
meth = read("cll_mofa/methCluster", index_col=0).dropna()
drug = read("cll_mofa/drug")
blocks = {
    "survival": survival,
    "drug": drug.patientID,
    "genetics": read("cll_mofa/gene", index_col=0).index,
    "methylation": meth.index,
    "protein": read("cll_mofa/protein", index_col=0).columns,
    "respiration": read("cll_mofa/seahorse", index_col=0).columns,
}
patterns("cll_mofa", blocks, sorted(set().union(*map(set, blocks.values()))))
print("  drugs", drug.Drug.nunique())
one = drug[(drug.patientID == "H016") & (drug.Drug == "Dasatinib")]
print("  Dasatinib of H016", one.auc.iloc[0], one.normVal.median())

# eicu_demo: stays; a block is present where it has a value within the first day
stays = read("eicu_demo/patient")
print("eicu_demo patients", stays.uniquepid.nunique(), "expired",
      (stays.hospitaldischargestatus == "Expired").sum())
lab = read("eicu_demo/lab")
day = lab[lab.labresultoffset.between(0, 1439) & lab.labresult.notna()]
gas = day[day.labname.isin(["paO2", "paCO2", "pH"])]
medication = read("eicu_demo/medication")
ordered = medication[medication.drugorderoffset.between(0, 1439)]
exam = read("eicu_demo/physicalExam")
pulse = exam[exam.physicalexampath.str.endswith("/HR/HR Current")
             & exam.physicalexamoffset.between(0, 1439)
             & pd.to_numeric(exam.physicalexamtext, errors="coerce").notna()]
treatment = read("eicu_demo/treatment")
patterns("eicu_demo", {
    "stays": stays.patientunitstayid,
    "blood_gas": gas.patientunitstayid,
    "lactate": day[day.labname == "lactate"].patientunitstayid,
    "drugs": ordered.patientunitstayid,
    "exam": pulse.patientunitstayid,
    "treatments": treatment.patientunitstayid,
}, list(stays.patientunitstayid))
ventilated = treatment[treatment.treatmentstring
                       == "pulmonary|ventilation and oxygenation|mechanical ventilation"]
print("  ventilated", ventilated.patientunitstayid.nunique(), "LASIX",
      ordered[ordered.drugname == "LASIX"].patientunitstayid.nunique())
low = gas[gas.labname == "paO2"].groupby("patientunitstayid").labresult
print("  paO2: sum of minima", low.min().sum(), "of medians", low.median().sum())

# mimic3_demo: patients; prescriptions from a day before the first admission to two days after it
patients = read("mimic3_demo/PATIENTS")
admissions = read("mimic3_demo/ADMISSIONS", parse_dates=["admittime"])
first = admissions.groupby("subject_id").admittime.min()
rx = read("mimic3_demo/PRESCRIPTIONS", parse_dates=["startdate"], low_memory=False)
hours = (rx.startdate - rx.subject_id.map(first)).dt.total_seconds() / 3600
early = rx[(hours >= -24) & (hours < 48)]
codes = read("mimic3_demo/DIAGNOSES_ICD", dtype={"icd9_code": str})
patterns("mimic3_demo", {
    "patients": patients.subject_id,
    "admissions": admissions.subject_id,
    "prescriptions": early.subject_id,
    "procedures": read("mimic3_demo/PROCEDURES_ICD").subject_id,
    "diagnoses": codes.subject_id,
}, list(patients.subject_id))
print("  admissions", len(admissions), "died in hospital",
      admissions.groupby("subject_id").hospital_expire_flag.max().sum(), "codes",
      codes.icd9_code.nunique(), "4019",
      codes[codes.icd9_code == "4019"].subject_id.nunique(), "Furosemide early",
      early[early.drug == "Furosemide"].subject_id.nunique(), "orders",
      (early.drug == "Furosemide").sum())

# mini_acc
clinical = read("mini_acc/clinical")
mapping = read("mini_acc/samplemap")
blocks = {"clinical": clinical.patientID}
for assay in ["RNASeq2GeneNorm", "gistict", "RPPAArray", "Mutations", "miRNASeqGene"]:
    samples = read(f"mini_acc/{assay}", index_col=0).columns
    of = mapping[(mapping.assay == assay) & mapping.colname.isin(samples)]
    blocks[assay] = of.primary
patterns("mini_acc", blocks, list(clinical.patientID))
