import logging
import time

from flask import Flask

logger = logging.getLogger(__name__)


def create_app():
    app = Flask(__name__)

    @app.get('/shops/<shop>/orders/<order>')
    def read_order(shop, order):
        if order == 'bad':
            raise RuntimeError('the password is secret')
        logger.info('order read')
        return {'shop': shop, 'order': order}

    @app.get('/slow')
    def slow():
        time.sleep(1.5)
        return {'slow': True}

    return app
