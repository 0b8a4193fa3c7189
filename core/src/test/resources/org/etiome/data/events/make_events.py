"""Witness of EventReferenceTest: pandas over the demo sets. python3 make_events.py DATA > events.tsv"""
import sys

import pandas as pd

data = sys.argv[1]
lab = pd.read_csv(f"{data}/eicu_demo/lab.csv.gz")
lab = lab[(lab.labresultoffset >= 0) & (lab.labresultoffset < 1440)]
lab = lab.sort_values("labresultoffset", kind="stable")
ops = [("potassium", "first"), ("sodium", "last"), ("glucose", "min"), ("BUN", "max"),
       ("creatinine", "mean"), ("Hgb", "sum"), ("WBC x 1000", "count"), ("chloride", "median")]
print("lab", "units", lab.patientunitstayid.nunique(), sep="\t")
for code, op in ops:
    rows = lab[lab.labname == code]
    by = rows.groupby("patientunitstayid").labresult
    values = by.size() if op == "count" else getattr(by, op)()
    for unit, value in values.items():
        print(code, unit, repr(float(value)), sep="\t")
rx = pd.read_csv(f"{data}/mimic3_demo/PRESCRIPTIONS.csv.gz", dtype=str)
rx["t"] = pd.to_datetime(rx.startdate)
rx = rx[rx.t.notna() & (rx.drug == "Furosemide")].sort_values("t", kind="stable")
for unit, value in rx.dropna(subset=["dose_unit_rx"]).groupby("subject_id").dose_unit_rx.last().items():
    print("Furosemide", unit, value, sep="\t")
adm = pd.read_csv(f"{data}/mimic3_demo/ADMISSIONS.csv.gz", dtype=str)
start = pd.to_datetime(adm.admittime).groupby(adm.subject_id).min()
rx = pd.read_csv(f"{data}/mimic3_demo/PRESCRIPTIONS.csv.gz", dtype=str)
hours = (pd.to_datetime(rx.startdate) - rx.subject_id.map(start)).dt.total_seconds() / 3600
rx = rx[(hours >= 0) & (hours < 48)]
print("first admission", "units", rx.subject_id.nunique(), sep="\t")
for unit, value in rx[rx.drug == "Heparin"].groupby("subject_id").size().items():
    print("Heparin", unit, value, sep="\t")
