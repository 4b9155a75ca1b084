import { createServer } from 'node:http'

const server = createServer(async (req, res) => {
    const [, shop, order] = /^\/shops\/(\w+)\/orders\/(\w+)$/.exec(req.url) ?? []
    if (shop !== undefined) {
        if (order === 'bad') {
            res.writeHead(500).end()
            return
        }
        console.info('order read')
        res.writeHead(200).end(JSON.stringify({ order }))
    } else if (req.url === '/slow') {
        setTimeout(() => res.writeHead(200).end(), 1500)
    } else {
        res.writeHead(404).end()
    }
})

server.listen(Number(process.env.PORT ?? 3000))
