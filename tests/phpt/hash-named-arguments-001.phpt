--TEST--
Arguments have names, and a hash verifies with its own key only
--EXTENSIONS--
paygent
--FILE--
<?php

declare(strict_types=1);

use Paygent\Hash;

$fields = ['trading_id' => 'T1', 'payment_type' => '02', 'id' => 5];
$hc = Hash::link(key: 'key', fields: $fields);
var_dump(strlen($hc), $hc === Hash::link($fields, 'key'), $hc === Hash::link($fields, 'other'));
$notice = ['payment_notice_id' => '1', 'payment_id' => '2', 'trading_id' => '3', 'payment_type' => '02', 'payment_amount' => '100'];
$notice['hc'] = Hash::notification($notice, 'key');
var_dump(Hash::verifyNotification($notice, 'key'), Hash::verifyNotification($notice, 'Key'));
--EXPECT--
int(64)
bool(true)
bool(false)
bool(true)
bool(false)
