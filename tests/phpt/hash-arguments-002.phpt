--TEST--
Fields that are no text are a TypeError naming them
--EXTENSIONS--
paygent
--FILE--
<?php

declare(strict_types=1);

use Paygent\Hash;

foreach ([['amount' => 1.5], ['list' => []], ['object' => new stdClass()]] as $fields) {
    try {
        Hash::request($fields, 'key');
    } catch (TypeError $error) {
        echo $error->getMessage(), "\n";
    }
}
--EXPECT--
field amount must be a string, integer, boolean or null
field list must be a string, integer, boolean or null
field object must be a string, integer, boolean or null
