<?php

declare(strict_types=1);

/* What to enter in each field of the settings (manual 1.6.2). */
return [
    'settings.hint.merchant_id' => 'As issued by Paygent; test and live differ.',
    'settings.hint.site_id' => 'Only for a contract with several sites.',
    'settings.hint.connect_id' => 'As issued by Paygent; test and live differ.',
    'settings.hint.connect_password' => 'As issued by Paygent. Left empty, the stored one stays.',
    'settings.hint.link_url' => 'The UTF-8 address issued by Paygent.',
    'settings.hint.hash_key' => 'As issued by Paygent; empty when the contract has none.',
    'settings.hint.notice_hash_key' => 'As issued by Paygent. After a change, notices with the previous key are accepted for a while.',
    'settings.hint.rollback_target_term' => 'Orders still in payment after this many days are cancelled, after asking Paygent.',
    'settings.hint.return_url' => 'Left empty, the customer returns to the order\'s completion page.',
    'settings.hint.trading_id_prefix' => 'Tells shops apart in Paygent Online.',
    'settings.hint.payment_division' => 'The contract may allow fewer of them.',
    'settings.hint.credit_3d_attempt_control' => 'For 3-D Secure 2.0: what to do when the card company could not finish the authentication. With "After every attempt" the shop may bear the loss of a fraud.',
    'settings.hint.credit_3d_merchant_name' => 'Shown by the card company while it authenticates; no spaces.',
    'settings.hint.credit_3d_hash_key' => 'Find or issue it in Paygent Online, system information.',
    'settings.hint.module_stock_card' => 'Needs a contract with stored cards.',
    'settings.hint.card_valid_check' => 'Checks a card when it is stored; each check is charged.',
    'settings.hint.token_env' => 'The same as the environment.',
    'settings.hint.token_key' => 'Find it in Paygent Online, system information; test and live differ.',
    'settings.hint.sales_mode' => 'Sell at once only where goods are delivered at once.',
    'settings.hint.conveni_connection_type' => 'The type named in Paygent\'s mail.',
    'settings.hint.payment_detail' => 'Shown by the ATM; at most 12 characters.',
    'settings.hint.claim_kanji' => 'Shown by the bank; at most 12 characters.',
    'settings.hint.claim_kana' => 'Shown by the bank.',
    'settings.hint.api_key' => 'Find it in Paidy\'s merchant pages: pk_live… for live, pk_test… for test.',
    'settings.hint.logo_url' => 'Left empty, Paidy\'s logo is shown.',
];
