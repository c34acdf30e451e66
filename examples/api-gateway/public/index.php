<?php

declare(strict_types=1);

use Example\Gateway\Gateway;
use Example\Gateway\Request;
use Example\Gateway\Upstream;
use Example\ServiceRoutes\ServiceRoutes;

require __DIR__ . '/../vendor/autoload.php';

header('X-Gateway-Version: ' . Gateway::VERSION);
(new Gateway(new ServiceRoutes(), new Upstream()))->answer(Request::fromServer())->send();
