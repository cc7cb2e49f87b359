<?php

declare(strict_types=1);

namespace PaygentModule\Entity;

/** An answer of key=value lines (connection-module 8.2). */
class PaymentResponseDataImpl extends ParsedResponseData
{
    protected const FORMAT = 'payment';
}
