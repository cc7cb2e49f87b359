<?php

declare(strict_types=1);

return [
    'settings.required' => '"%label%" is required.',
    'settings.choose' => '"%label%": choose one.',
    'settings.choice' => '"%label%" has a value that cannot be chosen.',
    'settings.misshapen' => '"%label%" cannot be read. Enter it again.',
    'settings.number' => '"%label%" is a number from %min% to %max%.',
    'settings.url' => '"%label%" is an address that begins with https:// or http://.',
    'settings.https' => '"%label%" is an address that begins with https://.',
    'settings.length' => '"%label%" has at most %max% characters.',
    'settings.digits' => '"%label%" has digits only.',
    'settings.alnum' => '"%label%" has letters and digits only.',
    'settings.trading_id_part' => '"%label%" has letters, digits and the underscore only.',
    'settings.ascii' => '"%label%" has half-width letters, digits and signs only.',
    'settings.ascii_without_space' => '"%label%" has half-width letters, digits and signs only, and no space.',
    'settings.full_width' => '"%label%" has full-width characters (JIS levels 1 and 2) only: no half-width space, no line break, no vendor-specific character.',
    'settings.katakana' => '"%label%" has full-width katakana and the long mark only, and at most 24 characters once it is half-width (a voiced mark counts as one).',
    'settings.paidy_public_key' => '"%label%" is the public key of Paidy (pk_live… or pk_test…).',
    'settings.printable' => '"%label%" has no line breaks and no control characters.',
    'settings.at_least' => '"%label%" is at least "%other%" (%number% days).',
    'settings.environment' => '"%label%" does not belong to the chosen environment. Do not mix values of the test and the live environment.',
    'settings.account' => '"%label%" differs from the contract these settings belong to. Register another contract as other settings.',

    'settings.lost' => 'The key that opens the settings is lost, or the stored values are damaged. Enter again: %fields%',
    'settings.not_draft' => 'These settings are active already, or retired.',
    'settings.not_tested' => 'The connection test has not passed with these settings. Run it.',
    'settings.telegram_host' => 'The hosts of the connection module (%hosts%) do not belong to the chosen environment. Check its settings file.',

    'settings.connection.works' => 'The connection test has passed.',
    'settings.connection.P001' => 'The connection test failed (P001): merchant ID, connection ID or connection password was not sent. Check the settings.',
    'settings.connection.P002' => 'The connection test failed (P002): merchant ID, connection ID or connection password is wrong. Compare them with what Paygent issued, and test with live.',
    'settings.connection.P004' => 'The connection test failed (P004): the telegram went to a wrong address. Check the addresses in the settings file of the connection module.',
    'settings.connection.P015' => 'The connection test failed (P015): this server\'s IP address is not registered with Paygent. Have the address it sends from registered.',
    'settings.connection.P016' => 'The connection test failed (P016): the client certificate is wrong. Use the one of this merchant ID and this environment.',
    'settings.connection.P017' => 'Paygent has stopped its service (P017). The connection password is not necessarily wrong. Test again later.',
    'settings.connection.P018' => 'This contract is not available at the moment (P018). Ask Paygent.',
    'settings.connection.refused' => 'The connection test failed (%code%). Look the code up.',
    'settings.connection.not_sent' => 'Paygent could not be reached (%code%). This is no wrong connection ID or password: check host, certificate, CA file and network.',
    'settings.connection.no_answer' => 'Paygent did not answer (%code%). The connection ID and password are not necessarily wrong. Check the network and test again later.',
];
