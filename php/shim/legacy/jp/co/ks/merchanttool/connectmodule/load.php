<?php

/**
 * The PHP 5 edition's way (connection-module 2.1, 3.11): put this package's folder `legacy` into
 * include_path and include `jp/co/ks/merchanttool/connectmodule/system/PaygentB2BModule.php`.
 */

declare(strict_types=1);

require_once __DIR__ . '/../../../../../../autoload.php';

PaygentModule\Internal\OlderNames::defineConstants();
