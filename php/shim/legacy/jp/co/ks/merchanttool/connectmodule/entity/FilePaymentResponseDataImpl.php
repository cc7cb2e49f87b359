<?php

declare(strict_types=1);

require_once __DIR__ . '/../load.php';

PaygentModule\Internal\OlderNames::alias('FilePaymentResponseDataImpl');
