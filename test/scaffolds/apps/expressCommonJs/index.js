'use strict';

const http = require('http');
const express = require('express');

function createApp() {
	const app = express();
	const orders = express.Router({ mergeParams: true });
	orders.get('/:order', (request, response) => {
		if (request.params.order === 'bad') throw new Error('the password is secret');
		console.info('order read');
		response.json({ order: request.params.order });
	});
	app.use('/shops/:shop/orders', orders);
	app.get('/slow', (request, response) => {
		setTimeout(() => response.json({ slow: true }), 1500);
	});
	return app;
}

http.createServer(createApp()).listen(Number(process.env.PORT || 3000));
