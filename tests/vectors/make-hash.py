#!/usr/bin/env python3
"""Writes hash.json: every hash of the protocol, computed with hashlib from hand-ordered inputs.

    python3 tests/vectors/make-hash.py

`build`: fields and key give hc. `input` is the concatenation. `documented` marks values that are
printed in or computed for the reference documents; the script fails when one does not come out.
`verify`: whether fields (with hc) and key are accepted.
"""

import hashlib
import json
import pathlib

SAMPLE_KEY = "abcdefg1234567"
LINK_KEY = "LinkDemoKey001"

# name, function, fields, key, input, hash of the reference documents
BUILD = [
    ("3-D Secure 1.0, printed example", "three_ds1",
     {"result": "0", "payment_id": "11111", "attempt_kbn": "0"}, "test_1234567890123456789",
     "0111110test_1234567890123456789",
     "132b364ea2ce9eeba96dd845363cc0a7ad749fcf2a7a6cbaece7008417896976"),
    ("3-D Secure 1.0, no attempt_kbn", "three_ds1",
     {"result": "1", "payment_id": "900000000000000001"}, "k", "1900000000000000001k", None),
    ("3-D Secure 2, printed example", "three_ds2",
     {"result": "0", "3ds_auth_id": "11111111-1111-1111-1111-111111111111", "attempt_kbn": "0"},
     "test_1234567890123456789",
     "011111111-1111-1111-1111-1111111111110test_1234567890123456789",
     "e3f5400fb96b6ae955ac16f58cc81ba33e93f5ae35ec4a07bac6f0496c51bc43"),
    ("3-D Secure 2, attempt 1", "three_ds2",
     {"result": "0", "3ds_auth_id": "00000000-0000-4000-8000-000000000001", "attempt_kbn": "1"},
     "demo-3ds-key", "000000000-0000-4000-8000-0000000000011demo-3ds-key",
     "de79e94e1f18045e8db81ad6118f95ad2149a496d8751e6d0ac4968298f426bd"),
    ("3-D Secure 2, empty attempt_kbn", "three_ds2",
     {"result": "0", "3ds_auth_id": "00000000-0000-4000-8000-000000000001", "attempt_kbn": ""},
     "demo-3ds-key", "000000000-0000-4000-8000-000000000001demo-3ds-key",
     "fb32d6c121be19dd09a2f04b7c98ea46f3ab8726b9728b9a6de6a48758572f72"),
    ("token", "token",
     {"token": "tok_demo0001", "masked_card_number": "************1111",
      "valid_until": "20300101000000", "fingerprint": "FPDEMO"}, "ch_demo",
     "tok_demo0001************111120300101000000FPDEMOch_demo",
     "24dc82185c931c6426a6e650c9e85ec996c07f27385ed30d16eff856b8b991f8"),
    ("difference notification, specification", "notification",
     {"payment_notice_id": "12345", "payment_id": "123456789", "trading_id": "TRADE12345",
      "payment_type": "02", "payment_amount": "1000", "payment_status": "40"}, SAMPLE_KEY,
     "12345123456789TRADE12345021000abcdefg1234567",
     "6485eb02c7db9afccfe1076b740ffa87fc84f912aab24961153891e848b8cb8c"),
    ("difference notification, annex", "notification",
     {"payment_notice_id": "11111", "payment_id": "2222222", "trading_id": "TRADE12345",
      "payment_type": "21", "payment_amount": "1500"}, SAMPLE_KEY,
     "111112222222TRADE12345211500abcdefg1234567",
     "f8b97f918c4e5763b798f98c0c41dbf26495e8476ab005c96c612eab0733b693"),
    ("difference notification, link type", "notification",
     {"payment_notice_id": "70012", "payment_id": "987654321", "trading_id": "order_000123",
      "payment_type": "02", "payment_amount": "3980"}, LINK_KEY,
     "70012987654321order_000123023980LinkDemoKey001",
     "8a90e198e7480641577271039dd0075e8b7cf01d975bfb4975bcfef7300e06d0"),
    ("difference notification, empty trading_id, amount with decimals", "notification",
     {"payment_notice_id": "1", "payment_id": "2", "trading_id": "", "payment_type": "13",
      "payment_amount": "19.90"}, "k", "121319.90k", None),
    ("file notification, specification", "file_notification",
     {"file_receipt_id": "123456789", "event_id": "file.process.done",
      "receipt_date": "20190201154356", "occur_date": "20190201160428"}, SAMPLE_KEY,
     "123456789file.process.done2019020115435620190201160428abcdefg1234567",
     "832ca786cebaecfb8831c38ba5ae4cd140d36075ef9ab348fb749602a5263572"),
    ("request with payment_id", "request",
     {"merchant_id": "10001", "connect_id": "cid", "connect_password": "cpw",
      "telegram_kind": "022", "telegram_version": "1.0", "trading_id": "ORDER_1",
      "payment_id": "900000000000000001", "request_date": "20300102030405"}, "hashkey",
     "10001cidcpw0221.0ORDER_190000000000000000120300102030405hashkey", None),
    ("request with payment_amount, amount is no part of it", "request",
     {"merchant_id": "10001", "connect_id": "cid", "connect_password": "cpw",
      "telegram_kind": "020", "telegram_version": "1.0", "trading_id": "ORDER_1",
      "payment_amount": "1200", "amount": "9", "request_date": "20300102030405"}, "hashkey",
     "10001cidcpw0201.0ORDER_1120020300102030405hashkey", None),
    ("request 060 with amount", "request",
     {"merchant_id": "10001", "connect_id": "cid", "connect_password": "cpw",
      "telegram_kind": "060", "telegram_version": "1.0", "trading_id": "ORDER_1",
      "amount": "3000", "request_date": "20300102030405"}, "hashkey",
     "10001cidcpw0601.0ORDER_1300020300102030405hashkey", None),
    ("link request, the kit's sample", "link_request",
     {"trading_id": "444444", "payment_type": "01,02,03", "fix_params": "customer_family_name",
      "id": "1000", "seq_merchant_id": "999999", "payment_term_day": "5", "payment_class": "1",
      "use_card_conf_number": "0", "customer_id": "cust001"}, "abc123",
     "44444401,02,03customer_family_name1000999999510cust001abc123",
     "8e59c25df491f2f42d1c8b11196d6b33397055560d893134cfb5a6e2b863d439"),
    ("link request 1", "link_request",
     {"trading_id": "order_000123", "payment_type": "02", "id": "3980", "seq_merchant_id": "90001",
      "payment_term_day": "3", "payment_class": "0", "use_card_conf_number": "1",
      "customer_id": "member_42", "threedsecure_ryaku": "0", "return_url": "https://shop.example/",
      "isbtob": "1"}, LINK_KEY, "order_00012302398090001301member_420LinkDemoKey001",
     "65ba36391ced6e791c587864000e90398d2ad1e6dcd234036d237e2f71c8071d"),
    ("link request 2", "link_request", {"id": "500", "seq_merchant_id": "90001"}, LINK_KEY,
     "50090001LinkDemoKey001", "e4e2500f05e45a634a5ec52acefa6501673107b84ce45995ad6e7df5cdc7cf8e"),
    ("link request 3", "link_request",
     {"trading_id": "ord_2025_0009", "payment_type": "01,02,03,05",
      "fix_params": "customer_family_name,customer_name", "id": "12800",
      "seq_merchant_id": "90001", "payment_term_min": "120", "payment_class": "2",
      "use_card_conf_number": "0", "threedsecure_ryaku": "1"}, LINK_KEY,
     "ord_2025_000901,02,03,05customer_family_name,customer_name1280090001120201LinkDemoKey001",
     "8bd9ab074a6fcc7a52dc76d6a098ba2e565de35c9d9808ae6a8d91a794909710"),
    ("link request, multi-currency", "link_request",
     {"trading_id": "order_000124", "payment_type": "02", "id": "19.99",
      "seq_merchant_id": "90001", "payment_term_day": "5", "payment_class": "0",
      "use_card_conf_number": "1", "customer_id": "member_42", "threedsecure_ryaku": "0"},
     LINK_KEY, "order_0001240219.9990001501member_420LinkDemoKey001",
     "aedc9bb62485c9a1f5ccdde8076e111eee987fd35d7e8bf31a23b2063c731e8a"),
    ("link request in the order of the shop modules", "link_request_of_modules",
     {"trading_id": "order_000123", "payment_type": "02", "id": "3980", "seq_merchant_id": "90001",
      "payment_term_day": "3", "payment_class": "0", "use_card_conf_number": "1",
      "customer_id": "member_42"}, LINK_KEY,
     "0LinkDemoKey001paygent2006order_0001233980029000131member_42", None),
    ("card storing request", "card_storing_request",
     {"seq_merchant_id": "90001", "use_card_conf_number": "1", "customer_id": "member_42"},
     LINK_KEY, "900011member_42LinkDemoKey001",
     "244e715327b8e16484cbd556a4594dc3cc1658cbfd53446f8c5bae1fe4afd3e3"),
    ("card storing request without use_card_conf_number", "card_storing_request",
     {"seq_merchant_id": "90001", "customer_id": "member_42"}, LINK_KEY,
     "90001member_42LinkDemoKey001",
     "671edcc7939661dd9d3ff8410faa4108fc04aa7c9e3e2cb246bdbc98f73a7977"),
    ("account transfer receipt request", "account_receipt_request",
     {"seq_merchant_id": "90001", "contract_number": "123456789012345"}, LINK_KEY,
     "90001123456789012345LinkDemoKey001",
     "88fffc2bdb5e4d9be038a28d31f742bc82028110797be40ce8698464ef92c9e6"),
    ("link return (card storing result notice)", "link_return",
     {"site_id": "0001", "customer_id": "member_42", "customer_card_id": "1001",
      "operation_type": "01", "update_date": "20250930143005"}, LINK_KEY,
     "0001member_4210010120250930143005LinkDemoKey001",
     "3621af4c3f087feb456c5c227f98891d83a4e4a52c81335de2a92dbfcce17609"),
]

VERIFIED = ["notification", "file_notification", "three_ds1", "three_ds2", "link_request",
            "link_return", "token"]
WITH_FILLER = ["link_request", "link_return"]


def builds():
    for name, function, fields, key, text, documented in BUILD:
        hc = hashlib.sha256(text.encode()).hexdigest()
        if documented not in (None, hc):
            raise SystemExit(f"{name}: {hc} is not the documented {documented}")
        yield {"name": name, "function": function, "fields": fields, "key": key, "input": text,
               "hc": hc, "documented": documented is not None}


def verifications(built):
    for function in VERIFIED:
        case = next(case for case in built if case["function"] == function)
        hc, fields = case["hc"], case["fields"]
        changed = next(iter(fields))
        filler_ok = function in WITH_FILLER
        for name, given, key, other, valid in [
            ("right", hc, None, {}, True),
            ("upper case", hc.upper(), None, {}, False),
            ("last digit wrong", hc[:-1] + ("0" if hc[-1] != "0" else "1"), None, {}, False),
            ("cut short", hc[:-1], None, {}, False),
            ("empty", "", None, {}, False),
            ("absent", None, None, {}, False),
            ("other key", hc, case["key"] + "x", {}, False),
            ("empty key and its hash", hashlib.sha256(
                case["input"].removesuffix(case["key"]).encode()).hexdigest(), "", {}, False),
            ("changed value", hc, None, {changed: fields[changed] + "1"}, False),
            ("unhashed field added", hc, None, {"response_detail": "x"}, True),
            ("blank after it", hc + " ", None, {}, False),
            ("20 digits of filler", hc + "aAfF0123456789bcdeAB", None, {}, filler_ok),
            ("21 digits of filler", hc + "aAfF0123456789bcdeABC", None, {}, False),
            ("filler that is no hex digit", hc + "g", None, {}, False),
        ]:
            sent = fields | other | ({} if given is None else {"hc": given})
            yield {"name": f"{function}: {name}", "function": function, "fields": sent,
                   "key": case["key"] if key is None else key, "valid": valid}


build = list(builds())
table = {"build": build, "verify": list(verifications(build))}
path = pathlib.Path(__file__).parent / "hash.json"
path.write_text(json.dumps(table, ensure_ascii=False, indent=1) + "\n")
