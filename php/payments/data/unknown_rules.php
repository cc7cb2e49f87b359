<?php

declare(strict_types=1);

use Paygent\Payments\Rules\Operation as O;

/*
 * Which status of 094 proves what about a telegram without an answer.
 *
 * Operations: operation_rules.csv, columns unknown_*, per telegram over all statuses it starts from.
 * Applications: "done" = the payment exists and money is held, paid or can still be paid by what the
 * customer was given; "not done" = it ended. 020: design-payments; the others follow status-machine
 * 3 to 8. 010, 030, 060, 070: a payment of whatever status proves the application; that there is
 * none (13001) only counts after the fence of design-payments.
 */
$row = static fn (
    string $type,
    string $carrier,
    array $operations,
    string $kind,
    string $done,
    string $notDone,
    string $ask = '',
    string $send = '',
    string $proof = 'status',
): array => [
    'payment_type' => $type,
    'carrier' => $carrier,
    'operations' => $operations,
    'kind' => $kind,
    'done' => $done === '' ? [] : explode(' ', $done),
    'not_done' => $notDone === '' ? [] : explode(' ', $notDone),
    'ask' => $ask === '' ? [] : explode(' ', $ask),
    'send' => $send === '' ? [] : explode(' ', $send),
    'proof' => $proof,
];

return [
    // Applications.
    $row('01', '', [O::Apply], '010', '10 12 40', ''),
    $row('01', '', [O::Apply], 'link', '10 12 40', ''),
    $row('02', '', [O::Apply], '020', '20 40 41', '11 15 31 32 33', '10'),
    $row('02', '', [O::Apply], 'link', '20 40 41', '11 15 31 32 33', '10 13 14'),
    $row('03', '', [O::Apply], '030', '10 12 40 43 61', ''),
    $row('03', '', [O::Apply], 'link', '10 12 40 43 61', ''),
    $row('05', '', [O::Apply], '060', '10 15 40', ''),
    $row('05', '', [O::Apply], 'link', '10 15 40', ''),
    // 10 of 100: its page was lost with the answer, nobody can pay it; au's may stay 10 for ever. Fenced.
    $row('06', '', [O::Apply], '100', '20 21 40 41 44', '10 15 32 33'),
    $row('06', '', [O::Apply], 'link', '20 21 40 41 44', '15 32 33', '10'),
    $row('07', '', [O::Apply], '070', '10 12 16 40', ''),
    $row('22', '', [O::Apply], 'checkout', '20 40 41', '11 32 33', '10 30 31'),
    // Cards; 020 and 022 of an amendment ask about the new payment, 021 and 023 about the old one.
    $row('02', '', [O::Capture, O::AmendDown, O::AmendUp], '022', '40 41', '20 33', '', '30'),
    $row('02', '', [O::Cancel, O::AmendDown, O::AmendUp], '021', '32', '20 33', '31'),
    $row('02', '', [O::Refund, O::AmendDown, O::AmendUp], '023', '60', '40 41', '', '42 50'),
    $row('02', '', [O::AmendDown, O::AmendUp], '020', '20 40 41', '11 15 31 32 33', '10'),
    // d払い: 103 makes a new payment; the status is the old one's.
    $row('06', '5', [O::Capture], '101', '40 41 44', '20 21 33', '', '30'),
    $row('06', '5', [O::Cancel], '102', '60 62', '20 21 33', '', '42'),
    $row('06', '5', [O::Refund], '102', '60 62', '41 44', '', '42'),
    $row('06', '5', [O::AmendDown], '103', '60 62', '20 21 33 41 44', '', '34'),
    // auかんたん決済
    $row('06', '4', [O::Capture], '101', '40 41', '20 32 33'),
    $row('06', '4', [O::Cancel], '102', '32', '20 33'),
    $row('06', '4', [O::Refund], '102', '60', '40 41'),
    $row('06', '4', [O::AmendDown], '103', '40 41', '20 32 33', proof: 'amount'),
    // ソフトバンク・ワイモバイル
    $row('06', '6', [O::Capture], '101', '40 41', '20 21 33'),
    $row('06', '6', [O::Cancel], '102', '32', '20 21 33'),
    $row('06', '6', [O::Refund], '102', '60', '40 41'),
    $row('06', '6', [O::AmendDown], '103', '40 41', '20 21 33', proof: 'amount'),
    // Paidy: never sent again, the result comes as a notice.
    $row('22', '', [O::Capture], '341', '40 41', '20 33', '30'),
    $row('22', '', [O::Cancel], '340', '32', '20 33', '31'),
    $row('22', '', [O::Refund, O::RefundPartial], '342', '60', '40 41', '42'),
];
